package connectlocal.http;

import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** A service whose answers come when somebody says so. */
class SlowApi implements Api {
    /** Comes to nothing when so many calls wait. */
    final CountDownLatch arrived;

    final CountDownLatch released = new CountDownLatch(1);

    SlowApi(int calls) {
        this.arrived = new CountDownLatch(calls);
    }

    @Override
    public String service() {
        return "slow";
    }

    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public Operation route(Request request) {
        return new Operation() {
            @Override
            public String name() {
                return "Wait";
            }

            @Override
            public Response answer(Request request) {
                arrived.countDown();
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                return RestJson.answer(200, Map.of());
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return RestJson.error(error);
    }
}
