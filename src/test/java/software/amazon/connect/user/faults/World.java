package software.amazon.connect.user.faults;

import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

/** A Connect of one case alone, with a user in it that is nobody's business, and what strikes the way there. */
final class World {
    static final String BYSTANDER = "bystander";

    final Rig rig = new Rig();
    final FakeConnect service = rig.fake;
    final StruckConnect way = new StruckConnect(service.clock);
    /** Whether neither index nor list shows a user within the time that an invocation has. */
    boolean neverShowsNewUsers;

    World() {
        rig.way = way::over;
        add(named(Samples.full(), BYSTANDER));
    }

    /** Puts a user there by a create that nothing strikes. */
    ResourceModel add(ResourceModel desired) {
        way.startAnew();
        Ending ending = CloudFormation.run(this, Task.create(desired));
        if (!ending.succeeded()) {
            throw new IllegalStateException("A user could not be made without any fault: " + ending);
        }
        way.startAnew();
        ResourceModel recorded = Rig.copy(desired);
        recorded.setUserArn(ending.named());
        return recorded;
    }

    static ResourceModel named(ResourceModel model, String username) {
        model.setUsername(username);
        return model;
    }
}
