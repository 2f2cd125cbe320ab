package software.amazon.connect.user.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A Connect of a few lines that knows nothing of the handlers: REST-JSON, users as the JSON they were sent as. */
public final class RestConnect implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, String> MEMBER_OF_UPDATE = Map.of(
            "identity-info",
            "IdentityInfo",
            "phone-config",
            "PhoneConfig",
            "routing-profile",
            "RoutingProfileId",
            "security-profiles",
            "SecurityProfileIds",
            "hierarchy",
            "HierarchyGroupId");

    public final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, ObjectNode> users = new LinkedHashMap<>();
    private final HttpServer server;

    public RestConnect() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = Arrays.stream(
                        exchange.getRequestURI().getRawPath().substring(1).split("/"))
                .map(segment -> URLDecoder.decode(segment, StandardCharsets.UTF_8))
                .toArray(String[]::new);
        byte[] body = exchange.getRequestBody().readAllBytes();
        requests.add(exchange.getRequestMethod() + " " + String.join("/", path));
        String signature = exchange.getRequestHeaders().getFirst("Authorization");
        boolean signed = signature != null && signature.contains("/us-east-1/connect/");
        JsonNode answer = signed
                ? result(exchange, path, body.length == 0 ? JSON.createObjectNode() : (ObjectNode) JSON.readTree(body))
                : null;
        int status = !signed ? 403 : answer == null ? 404 : 200;
        if (status != 200) {
            exchange.getResponseHeaders()
                    .add("x-amzn-errortype", signed ? "ResourceNotFoundException" : "AccessDeniedException");
        }
        byte[] text = (status == 200 ? answer : JSON.createObjectNode().put("Message", "none"))
                .toString()
                .getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, text.length);
        exchange.getResponseBody().write(text);
        exchange.close();
    }

    /** Null when there is nothing under that path. */
    private JsonNode result(HttpExchange exchange, String[] path, ObjectNode body) {
        ObjectNode answer = JSON.createObjectNode();
        if (path[0].equals("instance")) {
            answer.putArray("InstanceSummaryList")
                    .addObject()
                    .put("Id", FakeConnect.INSTANCE_ID)
                    .put("Arn", FakeConnect.INSTANCE);
            return answer;
        }
        if (path[0].equals("users-summary")) {
            ArrayNode list = answer.putArray("UserSummaryList");
            users.forEach((id, user) -> list.addObject().put("Id", id).set("Username", user.get("Username")));
            return answer;
        }
        if (path[0].equals("tags")) {
            return changeTags(exchange, path[1], body) ? answer : null;
        }
        if (path.length == 2) {
            String id = "user-" + (users.size() + 1);
            body.remove("Password");
            users.put(id, body.put("LastModifiedTime", System.currentTimeMillis() / 1000));
            return answer.put("UserId", id).put("UserArn", FakeConnect.INSTANCE + "/agent/" + id);
        }
        ObjectNode user = users.get(path[2]);
        if (user == null) {
            return null;
        }
        if (path.length == 4) {
            return withinUser(user, path[3], body);
        }
        if (exchange.getRequestMethod().equals("DELETE")) {
            users.remove(path[2]);
            return answer;
        }
        return answer.set("User", user);
    }

    private boolean changeTags(HttpExchange exchange, String arn, ObjectNode body) {
        ObjectNode user = users.get(arn.substring(arn.lastIndexOf('/') + 1));
        if (user == null) {
            return false;
        }
        ObjectNode tags = user.has("Tags") ? (ObjectNode) user.get("Tags") : user.putObject("Tags");
        if (exchange.getRequestMethod().equals("POST")) {
            tags.setAll((ObjectNode) body.get("tags"));
        } else {
            Arrays.stream(exchange.getRequestURI().getQuery().split("&"))
                    .forEach(key -> tags.remove(key.substring(key.indexOf('=') + 1)));
        }
        return true;
    }

    private static JsonNode withinUser(ObjectNode user, String what, ObjectNode body) {
        ObjectNode answer = JSON.createObjectNode();
        if (MEMBER_OF_UPDATE.containsKey(what)) {
            user.set(MEMBER_OF_UPDATE.get(what), body.get(MEMBER_OF_UPDATE.get(what)));
        } else if (what.equals("config")) {
            user.setAll(body);
        } else if (what.equals("associate-proficiencies")) {
            user.withArray("UserProficiencies").addAll((ArrayNode) body.get("UserProficiencies"));
        } else if (what.equals("disassociate-proficiencies")) {
            remove(user.withArray("UserProficiencies"), (ArrayNode) body.get("UserProficiencies"));
        } else if (what.equals("proficiencies")) {
            answer.set("UserProficiencyList", user.withArray("UserProficiencies"));
        } else {
            return null;
        }
        return answer;
    }

    private static void remove(ArrayNode items, ArrayNode gone) {
        for (int i = items.size() - 1; i >= 0; i--) {
            for (JsonNode one : gone) {
                if (one.get("AttributeName").equals(items.get(i).get("AttributeName"))
                        && one.get("AttributeValue").equals(items.get(i).get("AttributeValue"))) {
                    items.remove(i);
                    break;
                }
            }
        }
    }
}
