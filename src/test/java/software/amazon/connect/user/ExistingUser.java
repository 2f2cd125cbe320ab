package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.cloudformation.proxy.ProgressEvent;
import software.amazon.connect.user.support.Aspects;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

/** What tests of updates start from: one user with everything set, and a call log that begins after it. */
public abstract class ExistingUser {
    public final Rig rig = new Rig();
    public final FakeConnect fake = rig.fake;
    public ResourceModel before;

    @BeforeEach
    public void createUser() {
        before = rig.create(Samples.full()).succeeded().model();
        fake.forgetCalls();
    }

    /** The user's model with a change. */
    public ResourceModel changed(Consumer<ResourceModel> change) {
        return with(before, change);
    }

    /** A model with a change. */
    static ResourceModel with(ResourceModel model, Consumer<ResourceModel> change) {
        ResourceModel desired = Rig.copy(model);
        change.accept(desired);
        return desired;
    }

    /** The model of an update that has come to its end; the calls after it are another's. */
    ResourceModel done(ResourceModel from, Consumer<ResourceModel> change) {
        ResourceModel desired = with(from, change);
        rig.update(from, desired).succeeded();
        fake.forgetCalls();
        return desired;
    }

    /** The user after an update with a change, which then holds. */
    ResourceModel updated(Consumer<ResourceModel> change) {
        ResourceModel desired = changed(change);
        ResourceModel model = rig.update(before, desired).succeeded().model();
        assertThat(Aspects.of(model)).containsAllEntriesOf(Aspects.of(desired));
        return model;
    }

    /** The end of an operation, which is a failure of this kind. */
    ProgressEvent<ResourceModel, CallbackContext> failed(HandlerErrorCode code, Rig.Run run) {
        assertThat(run.end().getErrorCode()).as(run.end().toString()).isEqualTo(code);
        return run.end();
    }

    /** The names of the calls that change something, in order. */
    public List<String> writes() {
        return fake.operations().stream()
                .filter(name -> !name.matches("(Describe|List|Search).*"))
                .toList();
    }
}
