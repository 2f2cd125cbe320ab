package software.amazon.connect.user.api;

import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.awssdk.services.connect.model.DeleteUserResponse;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.ListInstancesRequest;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.SearchUsersResponse;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.TagResourceResponse;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesResponse;
import software.amazon.cloudformation.LambdaWrapper;
import software.amazon.connect.slice.ConnectClient;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.UpdateUserConfigResponse;

/**
 * The API over two clients of the SDK: the one generated from the model in {@code src/main/codegen} for whatever
 * carries a user's settings or proficiencies, the SDK's own for the rest. Each is built when it is first needed, once:
 * building them is the largest single part of a cold start after class loading, and a read by ARN needs the first
 * alone.
 *
 * <p>They never retry by themselves: whether a call may be sent again depends on what it does and on the time the
 * invocation has left, which only {@link ConnectSession} knows.
 */
public final class SdkConnect implements ConnectApi {
    private static final ClientOverrideConfiguration NO_RETRIES = ClientOverrideConfiguration.builder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            .build();

    private final SdkHttpClient http;
    private ConnectClient users;
    private software.amazon.awssdk.services.connect.ConnectClient others;

    public SdkConnect(SdkHttpClient http) {
        this.http = http;
    }

    /** The one of this JVM, on the HTTP client that the framework has built anyway. */
    public static ConnectApi shared() {
        return Shared.CONNECT;
    }

    private static final class Shared {
        static final SdkConnect CONNECT = new SdkConnect(LambdaWrapper.HTTP_CLIENT);
    }

    /** Builds the client that every read needs. */
    public SdkConnect ready() {
        users();
        return this;
    }

    private synchronized ConnectClient users() {
        if (users == null) {
            users = ConnectClient.builder()
                    .httpClient(http)
                    .overrideConfiguration(NO_RETRIES)
                    .build();
        }
        return users;
    }

    private synchronized software.amazon.awssdk.services.connect.ConnectClient others() {
        if (others == null) {
            others = software.amazon.awssdk.services.connect.ConnectClient.builder()
                    .httpClient(http)
                    .overrideConfiguration(NO_RETRIES)
                    .build();
        }
        return others;
    }

    @Override
    public CreateUserResponse createUser(CreateUserRequest request) {
        return users().createUser(request);
    }

    @Override
    public DescribeUserResponse describeUser(DescribeUserRequest request) {
        return users().describeUser(request);
    }

    @Override
    public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
        return users().listUserProficiencies(request);
    }

    @Override
    public UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
        return others().updateUserIdentityInfo(request);
    }

    @Override
    public UpdateUserPhoneConfigResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request) {
        return others().updateUserPhoneConfig(request);
    }

    @Override
    public UpdateUserConfigResponse updateUserConfig(UpdateUserConfigRequest request) {
        return users().updateUserConfig(request);
    }

    @Override
    public UpdateUserRoutingProfileResponse updateUserRoutingProfile(UpdateUserRoutingProfileRequest request) {
        return others().updateUserRoutingProfile(request);
    }

    @Override
    public UpdateUserHierarchyResponse updateUserHierarchy(UpdateUserHierarchyRequest request) {
        return others().updateUserHierarchy(request);
    }

    @Override
    public UpdateUserSecurityProfilesResponse updateUserSecurityProfiles(UpdateUserSecurityProfilesRequest request) {
        return others().updateUserSecurityProfiles(request);
    }

    @Override
    public AssociateUserProficienciesResponse associateUserProficiencies(AssociateUserProficienciesRequest request) {
        return others().associateUserProficiencies(request);
    }

    @Override
    public DisassociateUserProficienciesResponse disassociateUserProficiencies(
            DisassociateUserProficienciesRequest request) {
        return others().disassociateUserProficiencies(request);
    }

    @Override
    public UpdateUserProficienciesResponse updateUserProficiencies(UpdateUserProficienciesRequest request) {
        return others().updateUserProficiencies(request);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        return others().tagResource(request);
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        return others().untagResource(request);
    }

    @Override
    public DeleteUserResponse deleteUser(DeleteUserRequest request) {
        return others().deleteUser(request);
    }

    @Override
    public ListUsersResponse listUsers(ListUsersRequest request) {
        return others().listUsers(request);
    }

    @Override
    public SearchUsersResponse searchUsers(SearchUsersRequest request) {
        return others().searchUsers(request);
    }

    @Override
    public ListInstancesResponse listInstances(ListInstancesRequest request) {
        return others().listInstances(request);
    }
}
