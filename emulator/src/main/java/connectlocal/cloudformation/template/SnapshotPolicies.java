package connectlocal.cloudformation.template;

import connectlocal.cloudformation.template.model.ResourceDeclaration;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.Set;

/**
 * Which types a snapshot can be asked of. New templates are held against it; what is deployed was taken before, and can
 * be read whatever is refused now.
 */
public final class SnapshotPolicies {
    /** The types of which AWS says that a snapshot can be made; none of them is served here. */
    private static final Set<String> SUPPORTED = Set.of(
            "AWS::DocDB::DBCluster",
            "AWS::EC2::Volume",
            "AWS::ElastiCache::CacheCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::Neptune::DBCluster",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::Redshift::Cluster");

    private SnapshotPolicies() {}

    /** @throws TemplateError when one of them asks for a snapshot that its type does not have */
    public static void requireSupported(Iterable<ResourceDeclaration> declarations) {
        for (ResourceDeclaration declaration : declarations) {
            require(declaration.type(), declaration.deletionPolicy(), "deletion policy");
            require(declaration.type(), declaration.updateReplacePolicy(), "update replace policy");
        }
    }

    private static void require(String type, String policy, String words) {
        if ("Snapshot".equals(policy) && !SUPPORTED.contains(type)) {
            throw new TemplateError(
                    "Template error: resource type " + type + " does not support " + words + " Snapshot");
        }
    }
}
