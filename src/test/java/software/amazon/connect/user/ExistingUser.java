package software.amazon.connect.user;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;

/** What tests of updates start from: one user with everything set, and a call log that begins after it. */
abstract class ExistingUser {
    final Rig rig = new Rig();
    final FakeConnect fake = rig.fake;
    ResourceModel before;

    @BeforeEach
    void createUser() {
        before = rig.create(Samples.full()).succeeded().model();
        fake.forgetCalls();
    }

    /** The user's model with a change. */
    ResourceModel changed(Consumer<ResourceModel> change) {
        ResourceModel desired = Rig.copy(before);
        change.accept(desired);
        return desired;
    }

    /** The names of the calls that change something, in order. */
    List<String> writes() {
        return fake.operations().stream()
                .filter(name -> !name.matches("(Describe|List|Search).*"))
                .toList();
    }
}
