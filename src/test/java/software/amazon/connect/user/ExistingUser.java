package software.amazon.connect.user;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
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
        ResourceModel desired = Rig.copy(before);
        change.accept(desired);
        return desired;
    }

    /** The names of the calls that change something, in order. */
    public List<String> writes() {
        return fake.operations().stream()
                .filter(name -> !name.matches("(Describe|List|Search).*"))
                .toList();
    }
}
