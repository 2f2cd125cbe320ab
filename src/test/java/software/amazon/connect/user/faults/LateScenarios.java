package software.amazon.connect.user.faults;

import java.util.List;
import java.util.function.Consumer;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.UserProficiency;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** Updates soon after another update, of which some reads show nothing yet. */
final class LateScenarios {
    private static final UserProficiency GERMAN = Samples.proficiency("Language", "German", 5);

    private LateScenarios() {}

    static void addTo(List<Scenario> all) {
        all.add(new Scenario("update back, user seen late", LateScenarios::backAndMore));
        all.add(new Scenario("update tags, list seen late", LateScenarios::tagsAfterARemoval));
        all.add(new Scenario("update level, list seen late", LateScenarios::levelAfterARemoval));
        all.add(new Scenario("update two, list seen late", LateScenarios::nameAndProficiency));
    }

    private static ResourceModel with(ResourceModel model, Consumer<ResourceModel> change) {
        ResourceModel desired = Rig.copy(model);
        change.accept(desired);
        return desired;
    }

    private static void speaks(ResourceModel model, UserProficiency... languages) {
        model.setUserProficiencies(List.of(languages));
    }

    /** A user that was changed a moment ago, and is now as this model has it. */
    private static ResourceModel changed(World world, Consumer<ResourceModel> change) {
        ResourceModel former = world.add(Samples.full());
        ResourceModel recorded = with(former, change);
        Ending ending = CloudFormation.run(world, Task.update(former, recorded));
        if (!ending.succeeded()) {
            throw new IllegalStateException("A user could not be changed without any fault: " + ending);
        }
        return recorded;
    }

    /** Late looks show the routing profile that is asked for, for it was the user's before. */
    private static Task backAndMore(World world) {
        ResourceModel recorded = changed(world, model -> model.setRoutingProfileArn(Samples.routingProfile("rp-2")));
        world.service.lag("DescribeUser", 2);
        return Task.update(recorded, with(recorded, model -> {
            model.setRoutingProfileArn(Samples.routingProfile("rp-1"));
            speaks(model, GERMAN, Samples.proficiency("Language", "Thai", 2));
        }));
    }

    /** The list still shows English, which is gone. */
    private static Task tagsAfterARemoval(World world) {
        ResourceModel recorded = changed(world, model -> speaks(model, GERMAN));
        world.service.lag("ListUserProficiencies", 4);
        return Task.update(recorded, with(recorded, model -> model.setTags(Samples.tags("Team", "Paris"))));
    }

    /** The list still shows English with its former level, and it is gone. */
    private static Task levelAfterARemoval(World world) {
        ResourceModel recorded = changed(world, model -> speaks(model, GERMAN));
        world.service.lag("ListUserProficiencies", 2);
        return Task.update(
                recorded,
                with(recorded, model -> speaks(model, GERMAN, Samples.proficiency("Language", "English", 5))));
    }

    /** The name is shown at once, the proficiency is not. */
    private static Task nameAndProficiency(World world) {
        ResourceModel recorded = world.add(Samples.full());
        world.service.fail("ListUserProficiencies", Fault.none()).fail("ListUserProficiencies", 6, Fault.staleRead());
        return Task.update(recorded, with(recorded, model -> {
            model.getIdentityInfo().setLastName("King");
            speaks(model, GERMAN, Samples.proficiency("Language", "Thai", 2));
        }));
    }
}
