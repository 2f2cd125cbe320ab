package software.amazon.connect.user.api;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
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
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.user.change.ApiCall.Step;

/**
 * The operations of Amazon Connect that the handlers make, each under the API's name. Two clients stand behind it, and
 * nobody else knows which of them has which operation.
 *
 * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_Operations.html">the API's operations</a>
 */
public interface ConnectApi {
    CreateUserResponse createUser(CreateUserRequest request);

    DescribeUserResponse describeUser(DescribeUserRequest request);

    ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request);

    AwsResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request);

    AwsResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request);

    AwsResponse updateUserConfig(UpdateUserConfigRequest request);

    AwsResponse updateUserRoutingProfile(UpdateUserRoutingProfileRequest request);

    AwsResponse updateUserHierarchy(UpdateUserHierarchyRequest request);

    AwsResponse updateUserSecurityProfiles(UpdateUserSecurityProfilesRequest request);

    AwsResponse associateUserProficiencies(AssociateUserProficienciesRequest request);

    AwsResponse disassociateUserProficiencies(DisassociateUserProficienciesRequest request);

    AwsResponse updateUserProficiencies(UpdateUserProficienciesRequest request);

    AwsResponse tagResource(TagResourceRequest request);

    AwsResponse untagResource(UntagResourceRequest request);

    AwsResponse deleteUser(DeleteUserRequest request);

    ListUsersResponse listUsers(ListUsersRequest request);

    SearchUsersResponse searchUsers(SearchUsersRequest request);

    ListInstancesResponse listInstances(ListInstancesRequest request);

    /**
     * Two questions that do not wait for each other's answers, where this Connect can be asked two at once; else one
     * after the other, and the second only when the first is answered. Of two failures the first one's counts.
     */
    default <A, B, R> R both(Supplier<A> first, Supplier<B> second, BiFunction<A, B, R> result) {
        A answer = first.get();
        return result.apply(answer, second.get());
    }

    /** Sends the call of a step of an update. */
    default AwsResponse send(Step step, AwsRequest request) {
        return switch (step) {
            case IDENTITY -> updateUserIdentityInfo((UpdateUserIdentityInfoRequest) request);
            case CLEAR_LISTS, SET_LISTS -> updateUserConfig((UpdateUserConfigRequest) request);
            case PHONE -> updateUserPhoneConfig((UpdateUserPhoneConfigRequest) request);
            case ROUTING_PROFILE -> updateUserRoutingProfile((UpdateUserRoutingProfileRequest) request);
            case HIERARCHY_GROUP -> updateUserHierarchy((UpdateUserHierarchyRequest) request);
            case SECURITY_PROFILES -> updateUserSecurityProfiles((UpdateUserSecurityProfilesRequest) request);
            case DISASSOCIATE -> disassociateUserProficiencies((DisassociateUserProficienciesRequest) request);
            case ASSOCIATE -> associateUserProficiencies((AssociateUserProficienciesRequest) request);
            case LEVELS -> updateUserProficiencies((UpdateUserProficienciesRequest) request);
            case UNTAG -> untagResource((UntagResourceRequest) request);
            case TAG -> tagResource((TagResourceRequest) request);
            default -> throw new IllegalArgumentException(step + " is no call of an update");
        };
    }
}
