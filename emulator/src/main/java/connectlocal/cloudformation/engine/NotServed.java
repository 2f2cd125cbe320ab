package connectlocal.cloudformation.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What CloudFormation has and this emulator has not, with what can be done instead. */
public final class NotServed {
    private static final String ELSEWHERE = "stack sets deploy to other accounts and regions, and here is one of each;"
            + " create the stacks themselves with CreateStack";
    private static final String FROM_COMMAND_LINE =
            "types are registered on the emulator's command line, with --provider JAR --schema FILE";

    /** Patterns of resource types. */
    private static final Map<String, String> TYPES = new LinkedHashMap<>();

    /** Patterns of operations. */
    private static final Map<String, String> OPERATIONS = new LinkedHashMap<>();

    static {
        TYPES.put(
                "AWS::CloudFormation::Stack",
                "nested stacks are not served here; deploy the template of the nested stack as a stack of its own, and"
                        + " pass values by Outputs with Export and Fn::ImportValue");
        TYPES.put(
                "AWS::CloudFormation::CustomResource|Custom::.*",
                "custom resources are not served here, since there is no Lambda function to call; leave the resource"
                        + " out by a Condition, or give its results by Parameters");
        TYPES.put(
                ".*::MODULE",
                "modules are not served here; write the module's resources into the template, for instance with the"
                        + " Processed template of AWS");
        TYPES.put("AWS::CloudFormation::StackSet", "stack sets are not served here: " + ELSEWHERE);
        TYPES.put(
                "AWS::CloudFormation::Macro|AWS::CloudFormation::WaitCondition"
                        + "|AWS::CloudFormation::(Hook|Module|Resource|Type|Public|Guard|Lambda).*",
                "this part of CloudFormation is not served here; leave the resource out by a Condition");
        TYPES.put("AWS::Connect::User", FROM_COMMAND_LINE);
        TYPES.put(
                "AWS::Connect::.*",
                "this type of Amazon Connect is not served here; give its ARN by a Parameter, or leave the resource out"
                        + " by a Condition; the types that are served stand in emulator/CLOUDCONTROL.md");
        OPERATIONS.put(".*StackSet.*|.*StackInstance.*|.*OrganizationsAccess", ELSEWHERE);
        OPERATIONS.put(
                ".*StackRefactor.*",
                "stacks cannot be refactored here; remove the resource under DeletionPolicy Retain from one stack and"
                        + " import it into the other by a change set of type IMPORT");
        OPERATIONS.put(".*Hook.*", "there are no hooks here");
        OPERATIONS.put("SignalResource", "nothing waits for signals here");
        OPERATIONS.put(
                "(Activate|Deactivate|Register|Deregister|Publish|Test)Type|.*Publisher|SetType.*|.*TypeRegistration.*"
                        + "|ListTypeVersions|BatchDescribeTypeConfigurations",
                FROM_COMMAND_LINE);
        OPERATIONS.put("RecordHandlerProgress", "handlers report by their answers here");
        OPERATIONS.put("EstimateTemplateCost", "nothing costs anything here");
        OPERATIONS.put("DescribeAccountLimits", "the limits are said in emulator/CLOUDFORMATION.md");
        OPERATIONS.put(
                "UpdateGeneratedTemplate", "delete the generated template and create it anew with all resources");
    }

    private NotServed() {}

    /** Why a resource type is not served; empty when nothing is known of it. */
    static Optional<String> type(String name) {
        return words(TYPES, name);
    }

    /** Why an operation of CloudFormation is not served; empty when it is none. */
    public static Optional<String> operation(String name) {
        return words(OPERATIONS, name);
    }

    private static Optional<String> words(Map<String, String> table, String name) {
        return table.entrySet().stream()
                .filter(entry -> name.matches(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
