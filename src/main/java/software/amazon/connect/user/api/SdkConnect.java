package software.amazon.connect.user.api;

import java.util.concurrent.Executors;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.services.connect.model.AssociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.awssdk.services.connect.model.DisassociateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.ListInstancesRequest;
import software.amazon.awssdk.services.connect.model.ListInstancesResponse;
import software.amazon.awssdk.services.connect.model.ListUsersRequest;
import software.amazon.awssdk.services.connect.model.ListUsersResponse;
import software.amazon.awssdk.services.connect.model.SearchUsersRequest;
import software.amazon.awssdk.services.connect.model.SearchUsersResponse;
import software.amazon.awssdk.services.connect.model.TagResourceRequest;
import software.amazon.awssdk.services.connect.model.UntagResourceRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserHierarchyRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserIdentityInfoRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserPhoneConfigRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserProficienciesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.utils.ThreadFactoryBuilder;
import software.amazon.connect.slice.ConnectClient;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;

/**
 * The API over two clients of the SDK: the slice, generated from the model in {@code src/main/codegen} for what the
 * SDK's own lacks and for what a read needs, and the SDK's own for the rest. Each is built once, at its first call,
 * which is that of priming.
 *
 * <p>They never retry by themselves: whether a call may be sent again depends on what it does and on the time the
 * invocation has left, which only {@link ConnectSession} knows.
 */
public final class SdkConnect implements ConnectApi {
    private static final ClientOverrideConfiguration NO_RETRIES = ClientOverrideConfiguration.builder()
            .retryStrategy(AwsRetryStrategy.doNotRetry())
            // It ends calls at their time-outs; left alone, each client would start five threads for that.
            .scheduledExecutorService(Executors.newScheduledThreadPool(1, new ThreadFactoryBuilder().build()))
            .build();

    private final SdkHttpClient http;
    private ConnectClient slice;
    private software.amazon.awssdk.services.connect.ConnectClient stock;

    /** @param http what both clients send by */
    public SdkConnect(SdkHttpClient http) {
        this.http = http;
    }

    private synchronized ConnectClient slice() {
        if (slice == null) {
            slice = ConnectClient.builder()
                    .httpClient(http)
                    .overrideConfiguration(NO_RETRIES)
                    .build();
        }
        return slice;
    }

    private synchronized software.amazon.awssdk.services.connect.ConnectClient stock() {
        if (stock == null) {
            stock = software.amazon.awssdk.services.connect.ConnectClient.builder()
                    .httpClient(http)
                    .overrideConfiguration(NO_RETRIES)
                    .build();
        }
        return stock;
    }

    @Override
    public <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> result) {
        return SideBySide.both(first, second, result);
    }

    @Override
    public CreateUserResponse createUser(CreateUserRequest request) {
        return slice().createUser(request);
    }

    @Override
    public DescribeUserResponse describeUser(DescribeUserRequest request) {
        return slice().describeUser(request);
    }

    @Override
    public ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request) {
        return slice().listUserProficiencies(request);
    }

    @Override
    public AwsResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request) {
        return stock().updateUserIdentityInfo(request);
    }

    @Override
    public AwsResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request) {
        return stock().updateUserPhoneConfig(request);
    }

    @Override
    public AwsResponse updateUserConfig(UpdateUserConfigRequest request) {
        return slice().updateUserConfig(request);
    }

    @Override
    public AwsResponse updateUserRoutingProfile(UpdateUserRoutingProfileRequest request) {
        return stock().updateUserRoutingProfile(request);
    }

    @Override
    public AwsResponse updateUserHierarchy(UpdateUserHierarchyRequest request) {
        return stock().updateUserHierarchy(request);
    }

    @Override
    public AwsResponse updateUserSecurityProfiles(UpdateUserSecurityProfilesRequest request) {
        return stock().updateUserSecurityProfiles(request);
    }

    @Override
    public AwsResponse associateUserProficiencies(AssociateUserProficienciesRequest request) {
        return stock().associateUserProficiencies(request);
    }

    @Override
    public AwsResponse disassociateUserProficiencies(DisassociateUserProficienciesRequest request) {
        return stock().disassociateUserProficiencies(request);
    }

    @Override
    public AwsResponse updateUserProficiencies(UpdateUserProficienciesRequest request) {
        return stock().updateUserProficiencies(request);
    }

    @Override
    public AwsResponse tagResource(TagResourceRequest request) {
        return stock().tagResource(request);
    }

    @Override
    public AwsResponse untagResource(UntagResourceRequest request) {
        return stock().untagResource(request);
    }

    @Override
    public AwsResponse deleteUser(DeleteUserRequest request) {
        return stock().deleteUser(request);
    }

    @Override
    public ListUsersResponse listUsers(ListUsersRequest request) {
        return stock().listUsers(request);
    }

    @Override
    public SearchUsersResponse searchUsers(SearchUsersRequest request) {
        return stock().searchUsers(request);
    }

    @Override
    public ListInstancesResponse listInstances(ListInstancesRequest request) {
        return stock().listInstances(request);
    }
}
