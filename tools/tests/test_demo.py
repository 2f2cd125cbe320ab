import subprocess
from urllib.error import URLError

import pytest
from botocore.exceptions import ClientError, EndpointConnectionError

from workbench import demo
from workbench.handler import HandlerFailed
from workbench.steps import StepFailed


@pytest.mark.parametrize(
    "failure",
    [
        StepFailed("no build"),
        HandlerFailed("CREATE: InternalFailure"),
        subprocess.TimeoutExpired(["aws", "--desired-state", "Password123"], 120),
        URLError("refused"),
        EndpointConnectionError(endpoint_url="http://127.0.0.1:1"),
        ClientError({"Error": {"Code": "ServiceException"}}, "Invoke"),
    ],
)
def test_main_whatever_fails_one_line_that_says_it(monkeypatch, failure):
    def fail():
        raise failure

    monkeypatch.setattr(demo, "build_provider", fail)
    monkeypatch.setattr(demo, "end_on_sigterm", lambda: None)
    with pytest.raises(SystemExit, match=r"^demo: ") as end:
        demo.main()
    assert "\n" not in end.value.code
    assert "Password123" not in end.value.code
