package connectlocal.connect;

import java.util.List;

/**
 * The five per-channel lists of the API of February 2026 (AutoAcceptConfigs and so on). A list that is null was not
 * given, or holds nothing; the API never shows an empty one.
 */
record ChannelSettings(
        List<AutoAccept> autoAcceptConfigs,
        List<AfterContactWork> afterContactWorkConfigs,
        List<Phone> phoneNumberConfigs,
        List<PersistentConnection> persistentConnectionConfigs,
        List<VoiceEnhancement> voiceEnhancementConfigs) {
    static final String VOICE = "VOICE";
    static final ChannelSettings NONE = new ChannelSettings(null, null, null, null, null);

    /** An item of any of the lists. */
    interface PerChannel {
        String channel();
    }

    record AutoAccept(String channel, Boolean autoAccept, Boolean agentFirstCallbackAutoAccept) implements PerChannel {}

    record AfterContactWork(
            String channel, Limit afterContactWorkConfig, Limit agentFirstCallbackAfterContactWorkConfig)
            implements PerChannel {}

    /** Seconds of after-contact work, 0 = unlimited. */
    record Limit(Integer afterContactWorkTimeLimit) {}

    record Phone(String channel, String phoneType, String phoneNumber) implements PerChannel {}

    record PersistentConnection(String channel, Boolean persistentConnection) implements PerChannel {}

    record VoiceEnhancement(String channel, String voiceEnhancementMode) implements PerChannel {}

    /** These lists where they are given, an empty one included, and the other's elsewhere. */
    ChannelSettings over(ChannelSettings other) {
        return new ChannelSettings(
                first(autoAcceptConfigs, other.autoAcceptConfigs),
                first(afterContactWorkConfigs, other.afterContactWorkConfigs),
                first(phoneNumberConfigs, other.phoneNumberConfigs),
                first(persistentConnectionConfigs, other.persistentConnectionConfigs),
                first(voiceEnhancementConfigs, other.voiceEnhancementConfigs));
    }

    ChannelSettings withoutEmpties() {
        return new ChannelSettings(
                filled(autoAcceptConfigs),
                filled(afterContactWorkConfigs),
                filled(phoneNumberConfigs),
                filled(persistentConnectionConfigs),
                filled(voiceEnhancementConfigs));
    }

    private static <T> List<T> first(List<T> mine, List<T> other) {
        return mine == null ? other : mine;
    }

    private static <T> List<T> filled(List<T> list) {
        return list == null || list.isEmpty() ? null : list;
    }
}
