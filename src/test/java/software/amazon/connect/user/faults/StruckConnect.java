package software.amazon.connect.user.faults;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.core.RequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.connect.user.api.ConnectApi;
import software.amazon.connect.user.support.FakeClock;

/**
 * Stands before a Connect, records which calls come in which order, and strikes those that it is told to. It knows no
 * operation: whatever the API has is covered.
 */
final class StruckConnect implements InvocationHandler {
    private static final Duration LONGEST = Duration.ofSeconds(6);

    /** The process that made the call is gone. No handler catches it, as none survives its process. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("The process was killed", null, false, false);
        }
    }

    private final FakeClock clock;
    private final List<String> calls = new ArrayList<>();
    private final Map<Integer, Function<String, Blow>> atCall = new TreeMap<>();
    private final Map<Integer, Blow> atAnswer = new TreeMap<>();
    private final List<Blow> struck = new ArrayList<>();
    private ConnectApi service;
    private int answers;

    StruckConnect(FakeClock clock) {
        this.clock = clock;
    }

    /** The same service, struck. */
    ConnectApi over(ConnectApi unstruck) {
        this.service = unstruck;
        return (ConnectApi)
                Proxy.newProxyInstance(ConnectApi.class.getClassLoader(), new Class<?>[] {ConnectApi.class}, this);
    }

    /** Strikes the n-th call from now on, counted from 0; with a blow to answers, the n-th answer of a handler. */
    void strike(int n, Blow blow) {
        if (blow.point() == Blow.Point.DEATH_OF_ANSWER) {
            atAnswer.put(n, blow);
        } else {
            strike(n, operation -> blow);
        }
    }

    /** Strikes the n-th call from now on by what is chosen when its operation is known. */
    void strike(int n, Function<String, Blow> blowOfOperation) {
        atCall.put(n, blowOfOperation);
    }

    /** Forgets what came, and what was to be struck. */
    void startAnew() {
        calls.clear();
        atCall.clear();
        atAnswer.clear();
        struck.clear();
        answers = 0;
    }

    /** The operations called, in order. */
    List<String> calls() {
        return List.copyOf(calls);
    }

    /** How many answers handlers have given. */
    int answers() {
        return answers;
    }

    /** What struck. */
    List<Blow> struck() {
        return List.copyOf(struck);
    }

    /** A handler has answered; its answer may still be lost. */
    void answered() {
        Blow blow = atAnswer.get(answers++);
        if (blow != null) {
            struck.add(blow);
            throw new Killed();
        }
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] arguments) throws Throwable {
        if (method.isDefault()) {
            return InvocationHandler.invokeDefault(proxy, method, arguments);
        }
        Function<String, Blow> choice = atCall.get(calls.size());
        String operation = operation(method);
        calls.add(operation);
        if (choice == null) {
            return carryOut(method, arguments);
        }
        Blow blow = choice.apply(operation);
        struck.add(blow);
        if (blow.point() != Blow.Point.BEFORE && blow.point() != Blow.Point.DEATH_BEFORE) {
            carryOut(method, arguments);
        }
        if (blow.isDeath()) {
            throw new Killed();
        }
        if (blow.point() == Blow.Point.TOO_LATE) {
            Duration patience = patience((AwsRequest) arguments[0]);
            clock.advance(patience);
            throw ApiCallAttemptTimeoutException.create(patience.toMillis());
        }
        throw blow.thrown().get();
    }

    /** The operation of the API that a method of the interface stands for. */
    static String operation(Method method) {
        return Character.toUpperCase(method.getName().charAt(0))
                + method.getName().substring(1);
    }

    private Object carryOut(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(service, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Duration patience(AwsRequest request) {
        return request.overrideConfiguration()
                .flatMap(RequestOverrideConfiguration::apiCallAttemptTimeout)
                .orElse(LONGEST);
    }
}
