package connectlocal.cloudformation.template;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.eval.Place;
import connectlocal.cloudformation.template.model.ResourceValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Where a template refers to a secure string of the Parameter Store: AWS takes that in some properties only. */
public final class SecureReferences {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:ssm-secure:[^{}]+}}");

    /** "Resources that support dynamic parameter patterns for secure strings", in the user guide. */
    private static final Set<String> SUPPORTED = Set.of(
            "AWS::DirectoryService::MicrosoftAD/Properties/Password",
            "AWS::DirectoryService::SimpleAD/Properties/Password",
            "AWS::ElastiCache::ReplicationGroup/Properties/AuthToken",
            "AWS::IAM::User/Properties/LoginProfile/Password",
            "AWS::KinesisFirehose::DeliveryStream/Properties/RedshiftDestinationConfiguration/Password",
            "AWS::OpsWorks::App/Properties/AppSource/Password",
            "AWS::OpsWorks::Stack/Properties/CustomCookbooksSource/Password",
            "AWS::OpsWorks::Stack/Properties/RdsDbInstances",
            "AWS::RDS::DBCluster/Properties/MasterUserPassword",
            "AWS::RDS::DBInstance/Properties/MasterUserPassword",
            "AWS::Redshift::Cluster/Properties/MasterUserPassword");

    private SecureReferences() {}

    /** What AWS says of those in other properties; empty when there are none. */
    public static Optional<String> refusal(BoundTemplate template) {
        List<String> places = new ArrayList<>();
        template.types()
                .forEach((id, type) ->
                        collect(template.knownProperties(id, ResourceValues.none()), type + "/Properties", places));
        places.removeAll(SUPPORTED);
        return places.isEmpty()
                ? Optional.empty()
                : Optional.of("SSM Secure reference is not supported in: [" + String.join(",", places) + "]");
    }

    /** Each with the path to its property; what lies in a list has the list's. */
    private static void collect(JsonNode node, String path, List<String> places) {
        if (node.isObject()) {
            node.properties()
                    .forEach(member -> collect(member.getValue(), Place.within(path, member.getKey()), places));
        } else if (node.isArray()) {
            List<String> inside = new ArrayList<>();
            node.forEach(item -> collect(item, "", inside));
            inside.forEach(place -> places.add(path));
        } else if (node.isTextual()) {
            REFERENCE.matcher(node.textValue()).results().forEach(reference -> places.add(path));
        }
    }
}
