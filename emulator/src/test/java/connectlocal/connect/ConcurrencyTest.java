package connectlocal.connect;

import static connectlocal.connect.Connect.DEMO;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.http.AwsError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients at once: uniqueness, limits and single changes hold whoever comes first. */
@Documented("API model: each operation succeeds or is refused as a whole")
@Timeout(60)
class ConcurrencyTest {
    private static final int CLIENTS = 8;

    private <T> List<T> together(Callable<T> work) throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : clients.invokeAll(Collections.nCopies(CLIENTS, work), 50, TimeUnit.SECONDS)) {
                results.add(future.get());
            }
            return results;
        } finally {
            clients.shutdownNow();
        }
    }

    @Test
    void createUser_sameNamesFromAllClients_eachNameExistsOnce() throws Exception {
        Connect connect = Connect.with("users-per-instance", "5000");
        List<Integer> created = together(() -> {
            int mine = 0;
            for (int i = 0; i < 500; i++) {
                try {
                    connect.create("user" + i);
                    mine++;
                } catch (AwsError e) {
                    assertThat(e.code()).isEqualTo("DuplicateResourceException");
                }
            }
            return mine;
        });
        assertThat(created.stream().mapToInt(Integer::intValue).sum()).isEqualTo(500);
        JsonNode list = connect.call("ListUsers", "InstanceId", DEMO, "MaxResults", 1000)
                .get("UserSummaryList");
        Set<String> expected =
                new TreeSet<>(IntStream.range(0, 500).mapToObj(i -> "user" + i).toList());
        assertThat(new TreeSet<>(Connect.each(list, "Username"))).isEqualTo(expected);
        assertThat(list).hasSize(500);
    }

    @Test
    void createUser_beyondTheLimitFromAllClients_neverExceedsIt() throws Exception {
        Connect connect = Connect.with("users-per-instance", "20");
        List<Integer> refused = together(() -> {
            int mine = 0;
            for (int i = 0; i < 10; i++) {
                try {
                    connect.create("user-" + Thread.currentThread().getId() + "-" + i);
                } catch (AwsError e) {
                    mine++;
                }
            }
            return mine;
        });
        assertThat(refused.stream().mapToInt(Integer::intValue).sum()).isEqualTo(CLIENTS * 10 - 20);
    }

    @Test
    void tagResource_fromAllClients_losesNone() throws Exception {
        Connect connect = Connect.with();
        String id = connect.create("ada");
        String arn = Connect.INSTANCE_ARN + "/agent/" + id;
        together(() -> {
            for (int i = 0; i < 6; i++) {
                String key = Thread.currentThread().getId() + "-" + i;
                connect.call("TagResource", "resourceArn", arn, "tags", Map.of(key, "v"));
            }
            return null;
        });
        assertThat(connect.describe(id).get("Tags")).hasSize(CLIENTS * 6);
    }
}
