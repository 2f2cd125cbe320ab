package connectlocal.connect;

import com.fasterxml.jackson.databind.node.TextNode;
import connectlocal.connect.wire.Input;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** What is switched on in an instance: read and written one by one. */
final class InstanceAttributes {
    static final String INBOUND = "INBOUND_CALLS";
    static final String OUTBOUND = "OUTBOUND_CALLS";

    /** In the API model's order, with what a new instance has. */
    private static final Map<String, String> DEFAULTS = new LinkedHashMap<>();

    static {
        DEFAULTS.put(INBOUND, "true");
        DEFAULTS.put(OUTBOUND, "true");
        DEFAULTS.put("CONTACTFLOW_LOGS", "false");
        DEFAULTS.put("CONTACT_LENS", "true");
        DEFAULTS.put("AUTO_RESOLVE_BEST_VOICES", "true");
        DEFAULTS.put("USE_CUSTOM_TTS_VOICES", "false");
        DEFAULTS.put("EARLY_MEDIA", "true");
        DEFAULTS.put("MULTI_PARTY_CONFERENCE", "false");
        DEFAULTS.put("AUTO_MUTE_AGENT_ON_HOLD", "false");
        DEFAULTS.put("HIGH_VOLUME_OUTBOUND", "false");
        DEFAULTS.put("ENHANCED_CONTACT_MONITORING", "false");
        DEFAULTS.put("ENHANCED_CHAT_MONITORING", "false");
        DEFAULTS.put("MULTI_PARTY_CHAT_CONFERENCE", "false");
        DEFAULTS.put("MESSAGE_STREAMING", "false");
    }

    private final ConnectState state;
    private final Pages pages;

    InstanceAttributes(ConnectState state, Pages pages) {
        this.state = state;
        this.pages = pages;
    }

    private record Attribute(String attributeType, String value) {}

    /** What a new instance has. */
    static Map<String, String> defaults(Recording recording) {
        var attributes = new RecordedMap<String, String>(recording, KeptForm.ATTRIBUTE, TextNode::valueOf);
        attributes.putAll(DEFAULTS);
        return attributes;
    }

    Object listInstanceAttributes(Input in) {
        Instance instance = state.instance(in.text("InstanceId"));
        var inOrder = new TreeMap<String, Attribute>();
        for (String name : DEFAULTS.keySet()) {
            String place = String.format("%02d", inOrder.size());
            inOrder.put(place, new Attribute(name, instance.attributes().get(name)));
        }
        return Listing.answer(
                pages,
                "ListInstanceAttributes " + instance.id(),
                in,
                7,
                inOrder,
                one -> true,
                "Attributes",
                one -> one);
    }

    Object describeInstanceAttribute(Input in) {
        String name = in.text("AttributeType");
        Instance instance = state.instance(in.text("InstanceId"));
        return Map.of("Attribute", new Attribute(name, instance.attributes().get(name)));
    }

    Object updateInstanceAttribute(Input in) {
        String value = in.text("Value");
        if (!value.equals("true") && !value.equals("false")) {
            throw ConnectErrors.invalidParameter("Value '" + value + "' must be true or false");
        }
        state.instance(in.text("InstanceId")).attributes().put(in.text("AttributeType"), value);
        return null;
    }
}
