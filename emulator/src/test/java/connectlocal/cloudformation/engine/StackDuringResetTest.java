package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A stack is made before a reset, which forgets it, or after it, of what is there then. */
class StackDuringResetTest extends LibraryRig {
    private static final String V = template(book("V", "\"Name\":\"v\""));

    private static void assertRefused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(AwsError.class)
                .hasMessage("The emulator is being reset. Send this again when the reset has answered");
    }

    @Test
    void stack_thatIsToBeginDuringAReset_isRefused_andMadeAfterIt() throws Exception {
        var request = StackRequestBuilder.forStack("s", V).build();
        engine.reset(() -> assertRefused(() -> engine.stacks().create(request)));
        assertThat(engine.stacks.live()).isEmpty();
        create(V);
        assertThat(books).containsOnlyKeys("v");
    }

    @Test
    void changeSet_ofANewStackDuringAReset_isRefused() {
        var order =
                changeSet("CREATE", "c", StackRequestBuilder.forStack("s", V).build());
        engine.reset(() -> assertRefused(() -> engine.changeSets().create(order)));
        assertThat(engine.stacks.live()).isEmpty();
    }

    /** Whatever becomes of the rest. */
    @Test
    void stack_afterAResetThatFailed_isMade() throws Exception {
        assertThatThrownBy(() -> engine.reset(() -> {
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");
        create(V);
    }
}
