package software.amazon.connect.user.support;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PersistentConnectionConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.Rig;
import software.amazon.connect.user.Tag;
import software.amazon.connect.user.UserIdentityInfo;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.UserProficiency;
import software.amazon.connect.user.VoiceEnhancementConfig;
import software.amazon.connect.user.model.ModelRules;
import software.amazon.connect.user.model.Proficiency;
import software.amazon.connect.user.model.RequestTranslator;
import software.amazon.connect.user.support.FakeConnect.Stored;

/** Models and users at random, from domains so small that they often meet. */
public final class RandomModels {
    private static final List<String> CHANNELS = List.of("VOICE", "CHAT", "TASK", "EMAIL");

    private final Random random;

    public RandomModels(long seed) {
        this.random = new Random(seed);
    }

    /** A model that keeps the rules of {@link ModelRules}: each setting in one form at most. */
    public ResourceModel model() {
        ResourceModel model = Samples.plain();
        model.setPassword(null);
        model.setRoutingProfileArn(Samples.routingProfile(oneOf("rp-1", "rp-2")));
        model.setSecurityProfileArns(
                Samples.securityProfiles(some("sp-1", "sp-2", "sp-3").toArray(String[]::new)));
        if (model.getSecurityProfileArns().isEmpty()) {
            model.setSecurityProfileArns(Samples.securityProfiles("sp-1"));
        }
        model.setHierarchyGroupArn(maybe(() -> Samples.hierarchyGroup(oneOf("hg-1", "hg-2"))));
        model.setIdentityInfo(maybe(this::identity));
        model.setUserProficiencies(maybe(this::proficiencies));
        phone(model);
        model.setVoiceEnhancementConfigs(maybe(() -> channels(channel -> VoiceEnhancementConfig.builder()
                .channel(channel)
                .voiceEnhancementMode(oneOf("NONE", "NOISE_SUPPRESSION"))
                .build())));
        model.setTags(maybe(this::tags));
        return model;
    }

    /** A model that says some things as the given one and some not. */
    public ResourceModel like(ResourceModel given) {
        ResourceModel other = model();
        ResourceModel mixed = model();
        List<BiConsumer<ResourceModel, ResourceModel>> copies = List.of(
                (from, to) -> to.setRoutingProfileArn(from.getRoutingProfileArn()),
                (from, to) -> to.setSecurityProfileArns(from.getSecurityProfileArns()),
                (from, to) -> to.setHierarchyGroupArn(from.getHierarchyGroupArn()),
                (from, to) -> to.setIdentityInfo(from.getIdentityInfo()),
                (from, to) -> to.setUserProficiencies(from.getUserProficiencies()),
                (from, to) -> to.setTags(from.getTags()),
                (from, to) -> {
                    to.setPhoneConfig(from.getPhoneConfig());
                    to.setAutoAcceptConfigs(from.getAutoAcceptConfigs());
                    to.setAfterContactWorkConfigs(from.getAfterContactWorkConfigs());
                    to.setPhoneNumberConfigs(from.getPhoneNumberConfigs());
                    to.setPersistentConnectionConfigs(from.getPersistentConnectionConfigs());
                    to.setVoiceEnhancementConfigs(from.getVoiceEnhancementConfigs());
                });
        copies.forEach(copy -> copy.accept(random.nextBoolean() ? given : other, mixed));
        return mixed;
    }

    /** The same model in another order, with defaults spelled out or not. */
    public ResourceModel shuffled(ResourceModel given) {
        ResourceModel model = Rig.copy(given);
        model.setSecurityProfileArns(shuffledSet(model.getSecurityProfileArns()));
        model.setTags(shuffledSet(model.getTags()));
        model.setUserProficiencies(shuffledList(model.getUserProficiencies()));
        model.setAutoAcceptConfigs(shuffledList(model.getAutoAcceptConfigs()));
        model.setAfterContactWorkConfigs(shuffledList(model.getAfterContactWorkConfigs()));
        model.setVoiceEnhancementConfigs(shuffledList(model.getVoiceEnhancementConfigs()));
        Function<AutoAcceptConfig, Boolean> callback = AutoAcceptConfig::getAgentFirstCallbackAutoAccept;
        if (model.getAutoAcceptConfigs() != null) {
            model.getAutoAcceptConfigs().stream()
                    .filter(item -> !Boolean.TRUE.equals(callback.apply(item)))
                    .forEach(item -> item.setAgentFirstCallbackAutoAccept(maybe(() -> false)));
        }
        return model;
    }

    /** A user that somebody set up, in part as the model says. */
    public Stored user(ResourceModel model) {
        ResourceModel like = like(model);
        User.Builder user = FakeUserCalls.user(RequestTranslator.createUser(like, Map.of()))
                .id("user-1")
                .arn(FakeConnect.INSTANCE + "/agent/user-1")
                .tags(tagMap(like));
        if (random.nextBoolean()) {
            // A phone configuration below the lists, as a user has that was moved from the one to the others.
            user.phoneConfig(phone -> phone.autoAccept(random.nextBoolean())
                    .afterContactWorkTimeLimit(random.nextInt(2))
                    .phoneType(oneOf("SOFT_PHONE", "DESK_PHONE"))
                    .deskPhoneNumber("+1200000000" + random.nextInt(3)));
        }
        SortedMap<Proficiency, Float> levels = new TreeMap<>();
        Proficiency.levelsOf(like).forEach((key, level) -> levels.put(key, level.floatValue()));
        return new Stored(FakeConnect.INSTANCE_ID, user.build(), levels);
    }

    private UserIdentityInfo identity() {
        return UserIdentityInfo.builder()
                .firstName(maybe(() -> oneOf("Ada", "Grace")))
                .lastName(maybe(() -> oneOf("Lovelace", "Hopper")))
                .email(maybe(() -> oneOf("a@example.com", "b@example.com")))
                .secondaryEmail(maybe(() -> oneOf("c@example.com", "d@example.com")))
                .mobile(maybe(() -> oneOf("+4911111", "+4922222")))
                .build();
    }

    private List<UserProficiency> proficiencies() {
        List<UserProficiency> items = new ArrayList<>();
        for (String value : some("English", "German", "French", "Thai")) {
            items.add(Samples.proficiency(oneOf("Language", "Dialect"), value, 1 + random.nextInt(3)));
        }
        return items;
    }

    private void phone(ResourceModel model) {
        UserPhoneConfig phone = new UserPhoneConfig();
        switch (random.nextInt(3)) {
            case 0 -> phone.setAutoAccept(random.nextBoolean());
            case 1 ->
                model.setAutoAcceptConfigs(channels(channel -> AutoAcceptConfig.builder()
                        .channel(channel)
                        .autoAccept(random.nextBoolean())
                        .agentFirstCallbackAutoAccept(maybe(random::nextBoolean))
                        .build()));
            default -> {}
        }
        switch (random.nextInt(3)) {
            case 0 -> phone.setAfterContactWorkTimeLimit(random.nextInt(3));
            case 1 ->
                model.setAfterContactWorkConfigs(
                        channels(channel -> Samples.afterContactWork(channel, random.nextInt(3))));
            default -> {}
        }
        switch (random.nextInt(4)) {
            case 0 -> phone.setPhoneType("SOFT_PHONE");
            case 1 -> {
                phone.setPhoneType("DESK_PHONE");
                phone.setDeskPhoneNumber(oneOf("+12065550100", "+12065550101"));
            }
            case 2 ->
                model.setPhoneNumberConfigs(List.of(PhoneNumberConfig.builder()
                        .channel("VOICE")
                        .phoneType("DESK_PHONE")
                        .phoneNumber(oneOf("+12065550100", "+12065550102"))
                        .build()));
            default -> {}
        }
        switch (random.nextInt(3)) {
            case 0 -> phone.setPersistentConnection(random.nextBoolean());
            case 1 ->
                model.setPersistentConnectionConfigs(List.of(PersistentConnectionConfig.builder()
                        .channel("VOICE")
                        .persistentConnection(random.nextBoolean())
                        .build()));
            default -> {}
        }
        model.setPhoneConfig(phone.equals(new UserPhoneConfig()) ? maybe(UserPhoneConfig::new) : phone);
    }

    private Set<Tag> tags() {
        Set<Tag> tags = new LinkedHashSet<>();
        some("Team", "Cost", "Owner", "Site")
                .forEach(key -> tags.add(
                        Tag.builder().key(key).value(oneOf("x", "y", "")).build()));
        return tags;
    }

    public static Map<String, String> tagMap(ResourceModel model) {
        Map<String, String> tags = Rig.tagsOf(model);
        return tags == null ? Map.of() : tags;
    }

    private <T> List<T> channels(Function<String, T> item) {
        return some(CHANNELS.toArray(String[]::new)).stream().map(item).toList();
    }

    private List<String> some(String... all) {
        return shuffledList(
                Arrays.stream(all).filter(one -> random.nextBoolean()).toList());
    }

    @SafeVarargs
    public final <T> T oneOf(T... all) {
        return all[random.nextInt(all.length)];
    }

    private <T> T maybe(Supplier<T> value) {
        return random.nextInt(5) < 2 ? null : value.get();
    }

    private <T> List<T> shuffledList(List<T> list) {
        if (list == null) {
            return null;
        }
        List<T> shuffled = new ArrayList<>(list);
        java.util.Collections.shuffle(shuffled, random);
        return shuffled;
    }

    private <T> Set<T> shuffledSet(Set<T> set) {
        return set == null ? null : new LinkedHashSet<>(shuffledList(List.copyOf(set)));
    }
}
