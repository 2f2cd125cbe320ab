package software.amazon.awssdk.regions;

import software.amazon.awssdk.regions.servicemetadata.ConnectServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.LogsServiceMetadata;
import software.amazon.awssdk.regions.servicemetadata.MonitoringServiceMetadata;

/**
 * Where the services that this process calls are, in the SDK's own words. It stands for the SDK's class of this name,
 * which makes an object for each of more than 300 services as soon as the first client is built; the SDK has no setting
 * that would do with fewer.
 */
public final class GeneratedServiceMetadataProvider implements ServiceMetadataProvider {

    /** The SDK's metadata of a service, or null for one that it is to treat as it treats new services. */
    @Override
    public ServiceMetadata serviceMetadata(String endpointPrefix) {
        return switch (endpointPrefix) {
            case "connect" -> new ConnectServiceMetadata();
            case "logs" -> new LogsServiceMetadata();
            case "monitoring" -> new MonitoringServiceMetadata();
            default -> null;
        };
    }
}
