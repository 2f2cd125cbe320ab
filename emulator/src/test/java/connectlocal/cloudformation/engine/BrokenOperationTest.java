package connectlocal.cloudformation.engine;

import static connectlocal.shared.Await.until;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.provider.HandlerRequest;
import connectlocal.provider.ProviderRun;
import connectlocal.provider.ProviderStub;
import connectlocal.provider.ResourceProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** An Error of the emulator's own, a class that is missing for one, ends an operation as any other failure does. */
class BrokenOperationTest extends KeptStacksRig {
    private volatile boolean breaks;

    @Override
    ResourceProvider provider() {
        return new ProviderStub(super.provider()) {
            @Override
            public ProviderRun begin(HandlerRequest request) {
                if (breaks) {
                    throw new NoClassDefFoundError("a/Secret");
                }
                return super.begin(request);
            }
        };
    }

    @Test
    void stack_whoseOperationBreaks_hasFailed_andCanBeDeleted() throws Exception {
        breaks = true;
        engine.stacks().create(request("s", TEMPLATE, parameters("one")));
        await("s", StackStatus.CREATE_FAILED);
        Stack stack = engine.stacks.find("s").orElseThrow();
        assertThat(stack.reason).contains("Internal Failure").doesNotContain("Secret");
        breaks = false;
        engine.stacks().delete("s", Set.of(), false, Optional.empty());
        await(stack.id, StackStatus.DELETE_COMPLETE);
    }

    @Test
    void changeSet_whoseLookBreaks_hasFailed() throws Exception {
        create();
        breaks = true;
        engine.changeSets()
                .create(new ChangeSets.Order(
                        "c",
                        "UPDATE",
                        Optional.empty(),
                        Map.of(),
                        false,
                        true,
                        Optional.empty(),
                        request("s", TEMPLATE, parameters("two"))));
        Stack stack = engine.stacks.find("s").orElseThrow();
        until(() -> !shown(stack).contains("_IN_PROGRESS"));
        assertThat(shown(stack)).contains("FAILED", "Internal Failure").doesNotContain("Secret");
    }

    @Test
    void driftDetection_whoseLookBreaks_hasFailed() throws Exception {
        create();
        breaks = true;
        String id = engine.drift().detect("s", List.of());
        until(() -> !engine.drift().status(id).toString().contains("_IN_PROGRESS"));
        assertThat(engine.drift().status(id).toString())
                .contains("DETECTION_FAILED", "Internal Failure", "UNKNOWN")
                .doesNotContain("Secret");
    }

    private String shown(Stack stack) {
        return engine.changeSets().list(stack.id).toString();
    }
}
