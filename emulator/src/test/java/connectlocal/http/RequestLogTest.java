package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RequestLogTest {
    private static final RequestLog.Query ALL = new RequestLog.Query(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static RequestLog.Entry at(String time) {
        return new RequestLog.Entry(
                "connect", time, 200, null, 1, RequestLog.time(Instant.parse(time)), null, Map.of(), null);
    }

    @Test
    void time_ofAFullSecond_hasItsMilliseconds() {
        assertThat(RequestLog.time(Instant.parse("2026-01-31T12:00:00Z"))).isEqualTo("2026-01-31T12:00:00.000Z");
    }

    /** A long poll is written down when it ends, but it came first. */
    @Test
    void entries_standByTheTimeAtWhichTheyCame() {
        var log = new RequestLog(10);
        log.add(at("2026-01-31T12:00:00.500Z"));
        log.add(at("2026-01-31T12:00:00Z"));
        log.add(at("2026-01-31T12:00:01Z"));
        assertThat(log.entries(ALL).stream().map(RequestLog.Entry::operation))
                .containsExactly("2026-01-31T12:00:00Z", "2026-01-31T12:00:00.500Z", "2026-01-31T12:00:01Z");
    }

    /** A method, an action or an error's type may be as long as a request. */
    @Test
    void texts_thatAreLong_areKeptByTheirBeginning() {
        String longText = "x".repeat(30_000);
        var entry = new RequestLog.Entry(
                "s3", longText, 200, longText, 1, "t", longText, Map.of(), longText, longText, longText);
        String kept = "x".repeat(300) + "…";
        assertThat(List.of(
                        entry.operation(),
                        entry.errorType(),
                        entry.fault(),
                        entry.invocation(),
                        entry.made(),
                        entry.region()))
                .containsOnly(kept);
        var short300 = "y".repeat(300);
        assertThat(new RequestLog.Entry("s3", short300, 200, null, 1, "t", null, Map.of(), null).operation())
                .isEqualTo(short300);
    }

    @Test
    void dropped_countsWhatWentSinceItWasCleared() {
        var log = new RequestLog(2);
        log.add(at("2026-01-31T12:00:00Z"));
        log.add(at("2026-01-31T12:00:01Z"));
        assertThat(log.dropped()).isZero();
        log.add(at("2026-01-31T12:00:02Z"));
        assertThat(log.dropped()).isOne();
        log.clear();
        assertThat(log.dropped()).isZero();
    }
}
