package connectlocal.cloudformation.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.NotServed;
import connectlocal.cloudformation.scan.GeneratedTemplates;
import connectlocal.cloudformation.scan.ResourceScans;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.AwsQuery;
import connectlocal.http.Request;
import connectlocal.http.Response;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * CloudFormation on the wire: one table of operations.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_Operations.html">Actions</a>
 */
public final class CloudFormationApi implements Api {
    private static final String NAMESPACE = "http://cloudformation.amazonaws.com/doc/2010-05-15/";
    private final Map<String, Function<Input, ObjectNode>> operations = new TreeMap<>();
    private final Documents documents;

    /** Serves what an engine has, and what scans find; templates may lie in S3. */
    public CloudFormationApi(
            Engine engine, ResourceScans scans, GeneratedTemplates templates, Function<String, Optional<byte[]>> s3) {
        this.documents = new Documents(s3);
        operations.putAll(new StackOperations(engine).table());
        operations.putAll(new ViewOperations(engine).table());
        operations.putAll(new ChangeSetOperations(engine).table());
        operations.putAll(new DriftOperations(engine).table());
        operations.putAll(new TypeOperations(engine).table());
        operations.putAll(new ScanOperations(scans, templates).table());
    }

    @Override
    public String service() {
        return "cloudformation";
    }

    @Override
    public boolean hasAction(String action) {
        return operations.containsKey(action) || NotServed.operation(action).isPresent();
    }

    /** Drift and scans read resources, which is waiting for handlers. */
    @Override
    public boolean mayWait() {
        return true;
    }

    @Override
    public Operation route(Request request) {
        String action = AwsQuery.parameters(request).get("Action");
        if (action == null) {
            throw new AwsError("MissingAction", 400, "the parameter Action is missing");
        }
        Function<Input, ObjectNode> operation = operations.get(action);
        if (operation == null) {
            NotServed.operation(action).ifPresent(words -> {
                throw new AwsError("InvalidAction", 400, action + " is not served here: " + words);
            });
            throw new AwsError(
                    "InvalidAction",
                    400,
                    "Could not find operation " + action + "; operations here: "
                            + String.join(", ", operations.keySet()));
        }
        return new Operation() {
            @Override
            public String name() {
                return action;
            }

            @Override
            public Response answer(Request request) {
                return AwsQuery.answer(action, NAMESPACE, Xml.of(operation.apply(new Input(request, documents))));
            }
        };
    }

    @Override
    public Response render(AwsError error) {
        return AwsQuery.error(error, NAMESPACE);
    }
}
