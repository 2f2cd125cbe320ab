package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.connect.ConnectApi;
import connectlocal.http.Json;
import connectlocal.provider.NativeHandler;
import connectlocal.provider.NativeProvider;
import connectlocal.provider.ResourceProvider;
import connectlocal.state.Keep;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The resource types that the emulator has of its own, so that a template with users stands alone: what users refer to,
 * and two types that do nothing.
 */
public final class NativeTypes {
    /** By the name of their type; they are read once. */
    private static final Map<String, JsonNode> SCHEMAS = new ConcurrentHashMap<>();

    private final Map<String, NativeHandler> handlers = new LinkedHashMap<>();

    /**
     * The types over this Amazon Connect.
     *
     * @param keep where is written down what the types keep themselves, and what was written down before
     */
    public NativeTypes(ConnectApi api, Keep keep) {
        var calls = new ConnectCalls(api);
        handlers.put("AWS::Connect::Instance", new InstanceType(calls));
        handlers.put("AWS::Connect::HoursOfOperation", new HoursOfOperationType(calls));
        handlers.put("AWS::Connect::Queue", new QueueType(calls));
        handlers.put("AWS::Connect::RoutingProfile", new RoutingProfileType(calls));
        handlers.put("AWS::Connect::SecurityProfile", new SecurityProfileType(calls));
        handlers.put("AWS::Connect::UserHierarchyGroup", new UserHierarchyGroupType(calls));
        handlers.put("AWS::Connect::PredefinedAttribute", new PredefinedAttributeType(calls));
        idle("AWS::CDK::Metadata", keep);
        idle("AWS::CloudFormation::WaitConditionHandle", keep);
    }

    private void idle(String typeName, Keep keep) {
        handlers.put(typeName, new IdleType(keep.at("natives").at(typeName)));
    }

    /** Each type with its schema. */
    public List<ResourceProvider> providers(String accountId, String region) {
        return handlers.entrySet().stream()
                .<ResourceProvider>map(type -> new NativeProvider(
                        SCHEMAS.computeIfAbsent(type.getKey(), NativeTypes::schema),
                        type.getValue(),
                        accountId,
                        region))
                .toList();
    }

    /** Forgets what the types keep themselves; Amazon Connect forgets the rest. */
    public void reset() {
        for (NativeHandler handler : handlers.values()) {
            if (handler instanceof IdleType idle) {
                idle.reset();
            }
        }
    }

    private static JsonNode schema(String typeName) {
        String file = typeName.toLowerCase(Locale.ROOT).replace("::", "-") + ".json";
        try (InputStream in = NativeTypes.class.getResourceAsStream("/connectlocal/natives/" + file)) {
            return Json.MAPPER.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("The schema of " + typeName + " is missing from this build", e);
        }
    }
}
