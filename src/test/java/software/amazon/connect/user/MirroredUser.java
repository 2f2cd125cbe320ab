package software.amazon.connect.user;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfig;
import software.amazon.connect.slice.model.ApiAfterContactWorkConfigPerChannel;
import software.amazon.connect.slice.model.ApiAutoAcceptConfig;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect.Behaviour;

/**
 * What tests of after-contact work start from: UpdateUserPhoneConfig gives its time to every channel, as its page says.
 */
abstract class MirroredUser extends ExistingUser {
    static final Map<String, Integer> LIST = Map.of("VOICE", 60, "CHAT", 90);

    @BeforeEach
    void mirror() {
        fake.behaviours.add(Behaviour.PHONE_GIVES_AFTER_CONTACT_WORK);
    }

    /** A user with PhoneConfig and these times by channel, and no other list; and the model of it. */
    ResourceModel live(int all, Map<String, Integer> byChannel) {
        somebodySets(user -> user.phoneConfig(
                        phone -> phone.phoneType("SOFT_PHONE").autoAccept(false).afterContactWorkTimeLimit(all))
                .afterContactWorkConfigs(byChannel.entrySet().stream()
                        .map(time -> ApiAfterContactWorkConfigPerChannel.builder()
                                .channel(time.getKey())
                                .afterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(time.getValue()))
                                .build())
                        .toList())
                .autoAcceptConfigs(List.of())
                .phoneNumberConfigs(List.of())
                .persistentConnectionConfigs(List.of())
                .voiceEnhancementConfigs(List.of()));
        fake.forgetCalls();
        return rig.read(before).succeeded().model();
    }

    void somebodySets(UnaryOperator<User.Builder> change) {
        var there = fake.only().with(change);
        fake.put(there.user(), there.levels());
    }

    Map<String, Integer> times() {
        Map<String, Integer> times = new TreeMap<>();
        fake.only()
                .user()
                .afterContactWorkConfigs()
                .forEach(item -> times.put(
                        item.channelAsString(), item.afterContactWorkConfig().afterContactWorkTimeLimit()));
        return times;
    }

    static ApiAutoAcceptConfig autoAccept(String channel, boolean accept) {
        return ApiAutoAcceptConfig.builder().channel(channel).autoAccept(accept).build();
    }

    /** A channel's time, and that of a first callback; 0 for none. */
    static ApiAfterContactWorkConfigPerChannel time(String channel, int seconds, int firstCallback) {
        return ApiAfterContactWorkConfigPerChannel.builder()
                .channel(channel)
                .afterContactWorkConfig(limit -> limit.afterContactWorkTimeLimit(seconds))
                .agentFirstCallbackAfterContactWorkConfig(
                        firstCallback == 0
                                ? null
                                : ApiAfterContactWorkConfig.builder()
                                        .afterContactWorkTimeLimit(firstCallback)
                                        .build())
                .build();
    }
}
