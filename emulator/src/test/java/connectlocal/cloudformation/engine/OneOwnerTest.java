package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import connectlocal.http.Json;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A physical resource is one stack's, under one logical id, whoever imports it at the same time. */
class OneOwnerTest extends LibraryRig {
    private static final String X = book("X", "\"Name\":\"x\"", ",\"DeletionPolicy\":\"Retain\"");

    @BeforeEach
    void livingBook() {
        books.put("x", Json.MAPPER.createObjectNode().put("Id", "id-x").put("Name", "x"));
    }

    private void requestImport(String stack) throws Exception {
        String own = book("V", "\"Name\":\"" + stack + "\"");
        engine.stacks()
                .create(StackRequestBuilder.forStack(stack, template(own)).build());
        await(stack, StackStatus.CREATE_COMPLETE);
        engine.changeSets().create(order(stack, template(own, X), "X"));
    }

    private static ChangeSets.Order order(String stack, String template, String... logicalIds) {
        var targets = new TreeMap<String, ChangeSets.Target>();
        for (String id : logicalIds) {
            var identifier = Json.MAPPER.createObjectNode().put("Id", "id-x");
            targets.put(id, new ChangeSets.Target("Test::Shelf::Book", identifier));
        }
        var request = StackRequestBuilder.forStack(stack, template).build();
        return new ChangeSets.Order("i", "IMPORT", Optional.empty(), targets, false, false, Optional.empty(), request);
    }

    private void execute(String stack) {
        engine.changeSets().execute(Optional.of(stack), "i", Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void import_ofWhatAnotherStackHasImportedMeanwhile_isRolledBack() throws Exception {
        requestImport("s");
        requestImport("t");
        execute("t");
        await("t", StackStatus.IMPORT_COMPLETE);
        execute("s");
        await("s", StackStatus.IMPORT_ROLLBACK_COMPLETE);
        String owner = engine.stacks.find("t").orElseThrow().id;
        assertThat(engine.events().events("s").toString())
                .contains("\"IMPORT_FAILED\"", "Resource id-x already exists in stack " + owner)
                .doesNotContain("\"IMPORT_COMPLETE\"");
    }

    @Test
    void imports_atTheSameTime_haveOneWinner() throws Exception {
        requestImport("s");
        requestImport("t");
        held.put("READ x", new CountDownLatch(1));
        execute("s");
        execute("t");
        until(() -> asked.stream().filter("READ x"::equals).count() == 2);
        held.get("READ x").countDown();
        assertThat(List.of(rest("s"), rest("t")))
                .containsExactlyInAnyOrder(StackStatus.IMPORT_COMPLETE, StackStatus.IMPORT_ROLLBACK_COMPLETE);
    }

    private StackStatus rest(String name) throws Exception {
        Stack stack = engine.stacks.find(name).orElseThrow();
        synchronized (stack) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (stack.status.isBusy() && System.nanoTime() < end) {
                stack.wait(1_000);
            }
            return stack.status;
        }
    }

    @Test
    void import_ofOneBookUnderTwoLogicalIds_isRefused() throws Exception {
        create(template(book("V", "\"Name\":\"v\"")));
        String twice = template(book("V", "\"Name\":\"v\""), X, X.replace("\"X\"", "\"Y\""));
        assertThatThrownBy(() -> engine.changeSets().create(order("s", twice, "X", "Y")))
                .isInstanceOf(AwsError.class)
                .hasMessage("Invalid identifier of resource Y to import: resource X has the same, id-x."
                        + " Name each resource once");
    }

    /** Here the names are looked for when the change set is made. */
    @Test
    void importOfExistingResources_underTwoLogicalIds_takesItOnce() throws Exception {
        create(template(book("V", "\"Name\":\"v\"")));
        String twice = template(book("V", "\"Name\":\"v\""), X, X.replace("\"X\"", "\"Y\""));
        carryOut(
                "UPDATE",
                true,
                false,
                StackRequestBuilder.forStack("s", twice).disableRollback(true).build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(engine.stacks.find("s").orElseThrow().reason)
                .matches("The following resource\\(s\\) failed to import: \\[[XY]\\]\\. ");
        assertThat(List.of(resource("X").now.exists(), resource("Y").now.exists()))
                .as("a later update must not change what is the other's")
                .containsExactlyInAnyOrder(true, false);
    }

    /** Another stack has it only as what a rollback is still to remove, and removes it then. */
    @Test
    void import_ofACopyThatAnotherStackIsToRemove_isRefused() throws Exception {
        books.clear();
        create(template(book("X", "\"Name\":\"old\""), book("Y", "\"Name\":\"y\"", ",\"DependsOn\":\"X\"")));
        refused.put("UPDATE y", "AccessDenied");
        String y = book("Y", "\"Name\":\"y\",\"Pages\":1", ",\"DependsOn\":\"X\"");
        update(template(book("X", "\"Name\":\"x\""), y), StackStatus.UPDATE_ROLLBACK_FAILED);
        assertThat(resource("X").now.physicalId()).isEqualTo("id-old");
        assertRefused("t");
    }

    /** Another stack has it only as what it goes back to when its update fails. */
    @Test
    void import_ofACopyThatAnotherStackMayGoBackTo_isRefused() throws Exception {
        books.clear();
        create(template(book("X", "\"Name\":\"x\"")));
        held.put("CREATE f", new CountDownLatch(1));
        String f = book("F", "\"Name\":\"f\"", ",\"DependsOn\":\"X\"");
        String renamed = template(book("X", "\"Name\":\"new\""), f);
        engine.stacks().update(StackRequestBuilder.forStack("s", renamed).build());
        until(() -> asked.contains("CREATE f"));
        assertThat(resource("X").now.physicalId()).isEqualTo("id-new");
        assertRefused("t");
        held.get("CREATE f").countDown();
        await("s", StackStatus.UPDATE_COMPLETE);
    }

    private void assertRefused(String stack) {
        String owner = engine.stacks.find("s").orElseThrow().id;
        assertThatThrownBy(() -> requestImport(stack))
                .isInstanceOf(AwsError.class)
                .hasMessage("Resource id-x already exists in stack " + owner);
    }

    @Test
    void take_whileAnotherOneIsAtIt_waits() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var first = new Thread(() -> engine.stacks.take("Test::Shelf::Book", "id-x", () -> {
            begun.countDown();
            awaitQuietly(goOn);
        }));
        first.start();
        assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        var second = new Thread(() -> engine.stacks.take("Test::Shelf::Book", "id-x", () -> {}));
        second.start();
        until(() -> second.getState() == Thread.State.BLOCKED || second.getState() == Thread.State.TERMINATED);
        assertThat(second.getState()).isEqualTo(Thread.State.BLOCKED);
        goOn.countDown();
        second.join(60_000);
        assertThat(second.isAlive()).isFalse();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
