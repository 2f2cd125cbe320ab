import urllib.request

import pytest

from bench import (
    functions,
    life,
    profile,
    provider,
    provider_section,
    short,
)
from bench.cloudwatch import CloudWatch
from workbench.repository import DIRECT


@pytest.fixture
def two_variants(tmp_path):
    """The figures of two variants: ours takes half the time in two rounds and three times in one."""
    jar = tmp_path / "a.jar"
    jar.write_bytes(b"x" * 1_500_000)
    variants = [provider.Variant(name, jar, "A::b") for name in ("beside", "ours")]
    return variants, {"beside": {"warm: READ": [10.0, 20.0, 30.0]}, "ours": {"warm: READ": [5.0, 60.0, 15.0]}}


def test_provider_report_ratios_are_made_within_a_round(two_variants):
    row = provider.report(*two_variants, 3)[-1]
    assert row == "| warm: READ | 20.0 [15.0-25.0] | 15.0 [10.0-37.5] | 0.50 [0.50-1.75] |"


def test_provider_gross_names_what_is_above_the_limit_and_nothing_else(two_variants):
    assert list(provider.gross(*two_variants, 0.6)) == []
    assert list(provider.gross(*two_variants, 0.4)) == [
        "bench-lambda: warm: READ: 0.50 times the other's, at most 0.4 is allowed"
    ]


def test_limit_without_another_provider_is_refused_before_anything_is_measured(monkeypatch, capsys):
    monkeypatch.setattr("sys.argv", ["benchmark-lambda", "--limit", "2"])
    with pytest.raises(SystemExit):
        provider.arguments()
    assert "--limit needs --beside" in capsys.readouterr().err


def test_short_form_twice_what_is_expected_passes_and_more_is_named():
    expected = dict(short.EXPECTED)
    assert short.gross({name: short.GROSS * ratio for name, ratio in expected.items()}) == []
    worst = next(iter(expected))
    (line,) = short.gross(expected | {worst: short.GROSS * expected[worst] + 0.1})
    assert line.startswith(f"{worst}: ")


class Clockwork:
    """Stands for a function whose calls take one second and half a second of the processor."""

    used = 0.0

    def run(self, action):
        self.used += 0.5
        return 1.0

    def processor(self):
        return self.used


def test_warm_calls_time_and_processor_time_of_each():
    figures = dict(provider.warm(Clockwork(), 6, "warm"))
    assert figures["warm: LIST"] == 1000
    assert figures["processor time, warm: LIST"] == 500


class Neighbour(Clockwork):
    """One that notes in what order it is asked for what, and when Connect is far away."""

    def __init__(self):
        self.asked = []

    def run(self, action):
        self.asked.append(action)
        return super().run(action)

    def move_connect_away(self, millis):
        self.asked.append(millis)


def test_steady_calls_come_after_hundreds_that_are_not_counted():
    neighbour = Neighbour()
    figures = dict(provider.steady(neighbour, 3, ("READ", "CREATE")))
    far = f"steady, Connect {provider.LATENCY_MILLIS} ms away"
    assert list(figures) == [
        *(f"{kind}: {action}" for action in ("READ", "CREATE") for kind in ("steady", "processor time, steady")),
        f"{far}: READ",
        f"{far}: CREATE",
    ]
    assert neighbour.asked[:800] == ["READ"] * 600 + ["CREATE"] * 200
    moves = [asked for asked in neighbour.asked if asked not in ("READ", "CREATE")]
    assert moves == [provider.LATENCY_MILLIS, 0]
    assert neighbour.asked[-1] == 0


def test_steady_connect_comes_back_though_a_call_fails(monkeypatch):
    neighbour = Neighbour()
    monkeypatch.setattr(provider, "warm", lambda *_: iter([("a", 1)] if len(neighbour.asked) < 601 else [1 / 0]))
    with pytest.raises(ZeroDivisionError):
        list(provider.steady(neighbour, 3, ("READ",)))
    assert neighbour.asked[-1] == 0


def test_profile_counters_add_up_and_memory_is_told_by_its_parts():
    counters = profile.parsed('java.ci.totalTime=20\njava.cls.loadedClasses=7\nname="text"\n')
    assert counters == {"java.ci.totalTime": 20, "java.cls.loadedClasses": 7}
    told = "".join(f"-  {name} (reserved=9000KB, committed={2048 * i}KB)\n" for i, name in enumerate(profile.MEMORY))
    assert profile.committed(told) == {name: 2.0 * i for i, name in enumerate(profile.MEMORY)}


def sample(*classes):
    return {"stackTrace": {"frames": [{"method": {"type": {"name": name}}} for name in classes]}}


def test_profile_what_the_jdk_does_is_done_for_whoever_called_it():
    assert profile.owner(sample("java/util/HashMap", "org/apache/http/A", "software/amazon/awssdk/B")) == "HTTP client"
    assert profile.owner(sample("org/json/JSONObject", "software/amazon/cloudformation/Wrapper")) == "schema"
    assert profile.owner(sample("java/lang/Thread")) == profile.owner({"stackTrace": None}) == profile.JDK


def test_event_of_a_type_that_logs_names_group_and_credentials_and_its_cloudwatch_counts_calls():
    event = functions.logged(functions.request("READ", {"UserArn": "a"}))
    assert event["requestData"]["providerLogGroupName"]
    assert event["requestData"]["providerCredentials"] == event["requestData"]["callerCredentials"]
    assert event["requestData"]["resourceProperties"] == {"UserArn": "a"}
    with CloudWatch() as cloudwatch:
        address = cloudwatch.variables()["AWS_ENDPOINT_URL_CLOUDWATCH"]
        for target, answer in (("Logs.DescribeLogGroups", b"logGroups"), (None, b"PutMetricDataResponse")):
            headers = {"X-Amz-Target": target} if target else {}
            request = urllib.request.Request(address, data=b"{}", headers=headers)
            with DIRECT.open(request, timeout=10) as taken:
                assert answer in taken.read()
        assert cloudwatch.calls == 2


def test_update_that_changes_nothing_asks_for_what_connect_shows_and_the_other_changes_all():
    model = life.new_model()
    assert (model["PhoneConfig"]["PhoneType"] == "DESK_PHONE") == ("DeskPhoneNumber" in model["PhoneConfig"])
    other = life.changed(model)
    kept = {name for name in model if other[name] == model[name]}
    assert kept == {"InstanceArn", "Username", "Password"}


def test_section_of_the_provider_draws_ratios_only_beside_another(two_variants):
    _, figures = two_variants
    figures = {name: {"processor time, warm: READ": v["warm: READ"], **v} for name, v in figures.items()}
    ratios, times = provider_section.plots(figures, "the public one")
    assert ratios.boxes == {"processor time, warm: READ": [0.5, 3.0, 0.5]}
    assert times.boxes == {"warm: READ": [5.0, 60.0, 15.0]}
    assert [plot.file for plot in provider_section.plots({"ours": figures["ours"]}, "")] == [times.file]
