package software.amazon.connect.user.faults;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** Everything that CloudFormation asks of the type, each in a world of its own. */
final class Scenarios {
    private Scenarios() {}

    static List<Scenario> all() {
        List<Scenario> all = new ArrayList<>();
        all.add(create("create plain", Samples::plain));
        all.add(create("create everything", Samples::full));
        all.add(create("create PhoneConfig form", Scenarios::phoneConfigForm));
        all.add(create("create SAML", Scenarios::saml));
        all.add(new Scenario("create seen late", Scenarios::createSeenLate));
        all.add(new Scenario("create tags seen late", Scenarios::createTagsSeenLate));
        all.add(new Scenario("create found after 3 looks", world -> createFoundLate(world, 3)));
        all.add(new Scenario("create never found", world -> createFoundLate(world, 1_000)));
        all.add(new Scenario("create name taken", world -> nameTaken(world, Samples.plain())));
        all.add(new Scenario("create everything, name taken", world -> nameTaken(world, Samples.full())));
        updates(all);
        all.add(new Scenario("update seen late", Scenarios::updateSeenLate));
        LateScenarios.addTo(all);
        all.add(new Scenario("delete", world -> Task.delete(world.add(Samples.full()))));
        all.add(new Scenario("delete seen late", Scenarios::deleteSeenLate));
        all.add(new Scenario("read by ARN", world -> read(world, true)));
        all.add(new Scenario("read by name", world -> read(world, false)));
        all.add(new Scenario("list instance, 3 pages", world -> list(world, FakeConnect.INSTANCE)));
        all.add(new Scenario("list region, 3 pages", world -> list(world, null)));
        return all;
    }

    private static Scenario create(String name, Supplier<ResourceModel> desired) {
        return new Scenario(name, world -> Task.create(desired.get()));
    }

    static ResourceModel phoneConfigForm() {
        ResourceModel model = Samples.plain();
        model.setPhoneConfig(Samples.deskPhone());
        model.setIdentityInfo(Samples.identity());
        return model;
    }

    private static ResourceModel saml() {
        ResourceModel model = World.named(Samples.plain(), "ada@example.com");
        model.setPassword(null);
        return model;
    }

    private static Task createSeenLate(World world) {
        world.service.staleReadsAfterWrites = 2;
        return Task.create(Samples.full());
    }

    private static Task createTagsSeenLate(World world) {
        world.service.looksWithoutTags = 5;
        return Task.create(Samples.full());
    }

    /** Neither the search index nor the list shows a new user before so many looks. */
    private static Task createFoundLate(World world, int looks) {
        world.neverShowsNewUsers = looks > 100;
        world.service.fail("SearchUsers", looks, Fault.staleRead()).fail("ListUsers", looks, Fault.staleRead());
        return Task.create(Samples.plain());
    }

    /** Somebody else's user, as this one is to be, made long ago. */
    private static Task nameTaken(World world, ResourceModel desired) {
        ResourceModel stranger = world.add(desired);
        var stored = world.service.users().stream()
                .filter(user -> user.user().arn().equals(stranger.getUserArn()))
                .findFirst()
                .orElseThrow();
        Instant longAgo = Instant.now().minus(Duration.ofDays(30));
        world.service.put(stored.user().toBuilder().lastModifiedTime(longAgo).build(), stored.levels());
        return Task.refusedCreate(Rig.copy(desired));
    }

    private static void updates(List<Scenario> all) {
        all.add(update("update nothing", Samples::full, model -> {}));
        all.add(update("update routing profile", Samples::full, Scenarios::routing));
        all.add(update("update hierarchy group", Samples::full, Scenarios::hierarchy));
        all.add(update("update security profiles", Samples::full, Scenarios::security));
        all.add(update("update identity", Samples::full, Scenarios::identity));
        all.add(update("update proficiencies", Samples::full, Scenarios::proficiencies));
        all.add(update("update channels", Samples::full, Scenarios::channels));
        all.add(update("update PhoneConfig", Scenarios::phoneConfigForm, Scenarios::phone));
        all.add(update("update tags", Samples::full, Scenarios::tags));
        all.add(update("update everything", Samples::full, Scenarios::everything));
        all.add(update("update lists to PhoneConfig", Samples::full, Scenarios::listsToPhoneConfig));
        all.add(update("update remove all", Samples::full, Scenarios::removeAll));
        all.add(update("update remove PhoneConfig", Scenarios::phoneConfigForm, Scenarios::removeAll));
    }

    private static Scenario update(String name, Supplier<ResourceModel> from, Consumer<ResourceModel> change) {
        return new Scenario(name, world -> {
            ResourceModel previous = world.add(from.get());
            ResourceModel desired = Rig.copy(previous);
            change.accept(desired);
            return Task.update(previous, desired);
        });
    }

    private static void routing(ResourceModel model) {
        model.setRoutingProfileArn(Samples.routingProfile("rp-2"));
    }

    private static void hierarchy(ResourceModel model) {
        model.setHierarchyGroupArn(Samples.hierarchyGroup("hg-2"));
    }

    private static void security(ResourceModel model) {
        model.setSecurityProfileArns(Samples.securityProfiles("sp-2", "sp-3"));
    }

    private static void identity(ResourceModel model) {
        model.getIdentityInfo().setLastName("King");
        model.getIdentityInfo().setSecondaryEmail(null);
    }

    private static void proficiencies(ResourceModel model) {
        model.setUserProficiencies(
                List.of(Samples.proficiency("Language", "German", 2), Samples.proficiency("Language", "French", 4)));
    }

    private static void channels(ResourceModel model) {
        model.setAutoAcceptConfigs(List.of(Samples.autoAccept("TASK", true)));
        model.setAfterContactWorkConfigs(List.of(Samples.afterContactWork("VOICE", 15)));
        model.setVoiceEnhancementConfigs(null);
    }

    private static void phone(ResourceModel model) {
        model.setPhoneConfig(UserPhoneConfig.builder()
                .phoneType("SOFT_PHONE")
                .afterContactWorkTimeLimit(30)
                .build());
    }

    private static void tags(ResourceModel model) {
        model.setTags(Samples.tags("Team", "Paris", "Site", "North"));
    }

    private static void everything(ResourceModel model) {
        Stream.<Consumer<ResourceModel>>of(
                        Scenarios::routing,
                        Scenarios::hierarchy,
                        Scenarios::security,
                        Scenarios::identity,
                        Scenarios::proficiencies,
                        Scenarios::channels,
                        Scenarios::tags)
                .forEach(change -> change.accept(model));
    }

    private static void listsToPhoneConfig(ResourceModel model) {
        model.setAutoAcceptConfigs(null);
        model.setAfterContactWorkConfigs(null);
        model.setPhoneNumberConfigs(null);
        model.setPersistentConnectionConfigs(null);
        model.setPhoneConfig(Samples.deskPhone());
    }

    private static void removeAll(ResourceModel model) {
        model.setHierarchyGroupArn(null);
        model.setIdentityInfo(null);
        model.setPhoneConfig(null);
        model.setUserProficiencies(null);
        model.setAutoAcceptConfigs(null);
        model.setAfterContactWorkConfigs(null);
        model.setPhoneNumberConfigs(null);
        model.setPersistentConnectionConfigs(null);
        model.setVoiceEnhancementConfigs(null);
        model.setTags(null);
    }

    private static Task updateSeenLate(World world) {
        ResourceModel previous = world.add(Samples.full());
        ResourceModel desired = Rig.copy(previous);
        everything(desired);
        world.service.staleReadsAfterWrites = 2;
        return Task.update(previous, desired);
    }

    private static Task deleteSeenLate(World world) {
        ResourceModel model = world.add(Samples.full());
        world.service.staleReadsAfterWrites = 2;
        return Task.delete(model);
    }

    private static Task read(World world, boolean byArn) {
        ResourceModel model = world.add(Samples.full());
        ResourceModel identifier = byArn
                ? ResourceModel.builder().userArn(model.getUserArn()).build()
                : ResourceModel.builder()
                        .instanceArn(model.getInstanceArn())
                        .username(model.getUsername())
                        .build();
        return Task.read(identifier, model.getUserArn());
    }

    private static Task list(World world, String instanceArn) {
        List<String> names = IntStream.range(0, 5).mapToObj(n -> "user-" + n).toList();
        names.forEach(name -> world.add(World.named(Samples.plain(), name)));
        world.service.pageSize = 2;
        return Task.list(
                ResourceModel.builder().instanceArn(instanceArn).build(),
                Stream.concat(Stream.of(World.BYSTANDER), names.stream()).toList());
    }
}
