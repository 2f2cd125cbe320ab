package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import software.amazon.cloudformation.proxy.HandlerErrorCode;
import software.amazon.connect.user.AfterContactWorkConfig;
import software.amazon.connect.user.AfterContactWorkConfigPerChannel;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;
import software.amazon.connect.user.UserPhoneConfig;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Samples;

class ModelRulesTest {
    private static final String OTHER = FakeConnect.INSTANCE.replace("1111-1111", "2222-2222");

    @SafeVarargs
    private static String refused(Consumer<ResourceModel>... changes) {
        ResourceModel model = Samples.plain();
        for (Consumer<ResourceModel> change : changes) {
            change.accept(model);
        }
        ConnectFailure failure = catchThrowableOfType(ConnectFailure.class, () -> ModelRules.check(null, model));
        assertThat(failure).as("no violation").isNotNull();
        assertThat(failure.code()).isEqualTo(HandlerErrorCode.InvalidRequest);
        return failure.getMessage();
    }

    @Test
    void check_goodModels_pass() {
        assertThatCode(() -> ModelRules.check(null, Samples.plain())).doesNotThrowAnyException();
        assertThatCode(() -> ModelRules.check(null, Samples.full())).doesNotThrowAnyException();
        ResourceModel phone =
                Samples.plain().toBuilder().phoneConfig(Samples.deskPhone()).build();
        assertThatCode(() -> ModelRules.check(null, phone)).doesNotThrowAnyException();
    }

    @Test
    void check_partsOfAnotherInstance_namesEach() {
        assertThat(refused(model -> model.setRoutingProfileArn(OTHER + "/routing-profile/r")))
                .contains("RoutingProfileArn", OTHER);
        assertThat(refused(model -> model.setHierarchyGroupArn(OTHER + "/agent-group/g")))
                .contains("HierarchyGroupArn", OTHER);
        assertThat(refused(model -> model.setSecurityProfileArns(Set.of(OTHER + "/security-profile/s"))))
                .contains("SecurityProfileArns", OTHER);
    }

    @Test
    void check_arnOfTheWrongType_namesTheProperty() {
        assertThat(refused(model -> model.setRoutingProfileArn(FakeConnect.INSTANCE + "/agent-group/r")))
                .contains("RoutingProfileArn", "routing-profile");
    }

    @Test
    void check_replicaRegion_isTheSameInstance() {
        ResourceModel model = Samples.plain();
        model.setInstanceArn(FakeConnect.INSTANCE.replace("us-east-1", "us-west-2"));
        assertThatCode(() -> ModelRules.check(null, model)).doesNotThrowAnyException();
    }

    @Test
    void check_settingInBothForms_namesBoth() {
        Consumer<ResourceModel> phone = model -> model.setPhoneConfig(Samples.deskPhone());
        ResourceModel full = Samples.full();
        assertThat(refused(phone, model -> model.setAutoAcceptConfigs(full.getAutoAcceptConfigs())))
                .contains("PhoneConfig.AutoAccept", "AutoAcceptConfigs")
                .doesNotContain("AfterContactWork");
        assertThat(refused(phone, model -> model.setAfterContactWorkConfigs(full.getAfterContactWorkConfigs())))
                .contains("PhoneConfig.AfterContactWorkTimeLimit", "AfterContactWorkConfigs");
        assertThat(refused(phone, model -> model.setPhoneNumberConfigs(full.getPhoneNumberConfigs())))
                .contains("PhoneConfig.PhoneType", "PhoneConfig.DeskPhoneNumber", "PhoneNumberConfigs");
        assertThat(refused(phone, model -> model.setPersistentConnectionConfigs(full.getPersistentConnectionConfigs())))
                .contains("PhoneConfig.PersistentConnection", "PersistentConnectionConfigs");
    }

    @Test
    void check_differentSettingsInDifferentForms_pass() {
        ResourceModel model = Samples.full();
        model.setAutoAcceptConfigs(null);
        model.setPhoneConfig(UserPhoneConfig.builder().autoAccept(true).build());
        assertThatCode(() -> ModelRules.check(null, model)).doesNotThrowAnyException();
    }

    @Test
    void check_keyGivenTwice_namesIt() {
        assertThat(refused(model -> model.setAutoAcceptConfigs(
                        List.of(Samples.autoAccept("CHAT", true), Samples.autoAccept("CHAT", false)))))
                .contains("AutoAcceptConfigs", "CHAT");
        assertThat(refused(model -> model.setUserProficiencies(List.of(
                        Samples.proficiency("Language", "English", 1), Samples.proficiency("Language", "English", 2)))))
                .contains("UserProficiencies", "Language", "English");
        assertThat(refused(model -> model.setTags(Samples.tags("Team", "a", "Team", "b"))))
                .contains("Tags", "Team");
    }

    @Test
    void check_deskPhoneWithoutNumber_asksForOne() {
        assertThat(refused(model -> model.setPhoneConfig(
                        UserPhoneConfig.builder().phoneType("DESK_PHONE").build())))
                .contains("DeskPhoneNumber");
        assertThat(refused(model -> model.setPhoneNumberConfigs(List.of(PhoneNumberConfig.builder()
                        .channel("VOICE")
                        .phoneType("DESK_PHONE")
                        .build()))))
                .contains("PhoneNumber", "VOICE");
    }

    @Test
    void check_afterContactWorkMode_saysThatNoApiTakesIt() {
        AfterContactWorkConfig mode =
                AfterContactWorkConfig.builder().afterContactWorkMode("ON").build();
        AfterContactWorkConfig limit =
                AfterContactWorkConfig.builder().afterContactWorkTimeLimit(1).build();
        assertThat(refused(model -> model.setAfterContactWorkConfigs(List.of(AfterContactWorkConfigPerChannel.builder()
                        .channel("VOICE")
                        .afterContactWorkConfig(mode)
                        .build()))))
                .contains("AfterContactWorkMode");
        assertThat(refused(model -> model.setAfterContactWorkConfigs(List.of(AfterContactWorkConfigPerChannel.builder()
                        .channel("VOICE")
                        .afterContactWorkConfig(limit)
                        .agentFirstCallbackAfterContactWorkConfig(mode)
                        .build()))))
                .contains("AfterContactWorkMode");
    }

    /** An import's update has the template's properties on both sides, whatever the user was like. */
    @Test
    void check_afterContactWorkModeOnBothSides_isRefusedAllTheSame() {
        AfterContactWorkConfig mode =
                AfterContactWorkConfig.builder().afterContactWorkMode("OFF").build();
        ResourceModel model = Samples.plain();
        model.setAfterContactWorkConfigs(List.of(AfterContactWorkConfigPerChannel.builder()
                .channel("VOICE")
                .afterContactWorkConfig(mode)
                .build()));
        ConnectFailure failure = catchThrowableOfType(ConnectFailure.class, () -> ModelRules.check(model, model));
        assertThat(failure).as("no violation").isNotNull();
        assertThat(failure.code()).isEqualTo(HandlerErrorCode.InvalidRequest);
        assertThat(failure.getMessage()).containsOnlyOnce("AfterContactWorkMode,");
    }

    @Test
    void check_severalViolations_namesAllAtOnce() {
        String message = refused(
                model -> model.setRoutingProfileArn(OTHER + "/routing-profile/r"),
                model -> model.setPhoneConfig(UserPhoneConfig.builder()
                        .phoneType("DESK_PHONE")
                        .autoAccept(true)
                        .build()),
                model -> model.setAutoAcceptConfigs(List.of(Samples.autoAccept("CHAT", true))),
                model -> model.setTags(Samples.tags("Team", "a", "Team", "b")));
        assertThat(message).contains("RoutingProfileArn", "DeskPhoneNumber", "AutoAcceptConfigs", "Team");
    }
}
