package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.AutoAcceptConfig;
import software.amazon.connect.user.PhoneNumberConfig;
import software.amazon.connect.user.ResourceModel;

/** When two lists by channel say the same. */
class ChannelSettingTest {
    private static ResourceModel phone(String type, String number) {
        return ResourceModel.builder()
                .phoneNumberConfigs(List.of(new PhoneNumberConfig("VOICE", type, number)))
                .build();
    }

    private static ResourceModel autoAccept(AutoAcceptConfig... items) {
        return ResourceModel.builder().autoAcceptConfigs(List.of(items)).build();
    }

    private static boolean same(ChannelSetting<?, ?> setting, ResourceModel one, ResourceModel other) {
        boolean same = setting.said(one).equals(setting.said(other));
        assertThat(setting.said(other).equals(setting.said(one))).isEqualTo(same);
        return same;
    }

    private static boolean shows(ChannelSetting<?, ?> setting, ResourceModel desired, ResourceModel shown) {
        return setting.differences(shown, desired).isEmpty();
    }

    @Test
    void said_numberOfADeskPhone_countsOnlyWhereThereIsOne() {
        var setting = ChannelSettings.PHONE_NUMBER;
        assertThat(same(setting, phone("SOFT_PHONE", "+12065550100"), phone("SOFT_PHONE", null)))
                .isTrue();
        assertThat(same(setting, phone("DESK_PHONE", "+12065550100"), phone("DESK_PHONE", null)))
                .isFalse();
        assertThat(shows(setting, phone("SOFT_PHONE", "+12065550100"), phone("SOFT_PHONE", null)))
                .isTrue();
    }

    @Test
    void said_orderAndSpelledOutDefaults_makeNoDifference() {
        var setting = ChannelSettings.AUTO_ACCEPT;
        var voice = new AutoAcceptConfig("VOICE", true, null);
        var chat = new AutoAcceptConfig("CHAT", true, false);
        var spelledOut = new AutoAcceptConfig("VOICE", true, false);
        assertThat(same(setting, autoAccept(voice, chat), autoAccept(chat, spelledOut)))
                .isTrue();
        assertThat(same(setting, autoAccept(voice), autoAccept(voice, chat))).isFalse();
    }

    @Test
    void differences_furtherChannels_onlyAsAUserHasThemThatNeverSetAny() {
        var setting = ChannelSettings.AUTO_ACCEPT;
        var voice = new AutoAcceptConfig("VOICE", true, null);
        var off = new AutoAcceptConfig("CHAT", false, null);
        var on = new AutoAcceptConfig("CHAT", true, null);
        assertThat(shows(setting, autoAccept(voice), autoAccept(voice, off))).isTrue();
        assertThat(shows(setting, autoAccept(voice), autoAccept(voice, on))).isFalse();
        assertThat(shows(setting, autoAccept(voice, off), autoAccept(voice))).isFalse();
    }
}
