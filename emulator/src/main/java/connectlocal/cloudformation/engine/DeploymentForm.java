package connectlocal.cloudformation.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.template.Template;
import java.util.List;
import java.util.Map;

/** How a deployment is written down, and bound again: with the values that the Parameter Store had at the time. */
final class DeploymentForm {
    private final StackSurroundings.Place place;
    private final Exports exports;

    DeploymentForm(StackSurroundings.Place place, Exports exports) {
        this.place = place;
        this.exports = exports;
    }

    static ObjectNode json(Deployment deployment) {
        ObjectNode json = Piece.object();
        json.put("Body", deployment.template().body());
        json.set("Given", Piece.tree(deployment.given()));
        json.set("Tags", Piece.tree(deployment.tags()));
        json.set("Capabilities", Piece.tree(deployment.capabilities()));
        json.set("NotificationArns", Piece.tree(deployment.notificationArns()));
        json.put("RoleArn", deployment.roleArn());
        json.set("Rollback", deployment.rollback().json());
        json.set("Looked", Piece.tree(deployment.surroundings().looked()));
        return json;
    }

    /** @throws connectlocal.cloudformation.template.model.TemplateError when this emulator cannot read it any more */
    Deployment read(Stack stack, JsonNode json) {
        Map<String, String> given = Piece.map(json.get("Given"));
        List<String> arns = Piece.texts(json.get("NotificationArns"));
        var surroundings = new StackSurroundings(place, exports, stack.name, stack.id, arns);
        surroundings.remember(Piece.map(json.get("Looked")));
        Template template = Template.parse(json.get("Body").asText());
        return new Deployment(
                template,
                template.bind(given, surroundings),
                given,
                Piece.map(json.get("Tags")),
                Piece.texts(json.get("Capabilities")),
                arns,
                Piece.text(json, "RoleArn"),
                RollbackConfiguration.read(json.path("Rollback")),
                surroundings);
    }
}
