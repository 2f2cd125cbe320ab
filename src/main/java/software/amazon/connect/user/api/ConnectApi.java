package software.amazon.connect.user.api;

import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.services.connect.model.DeleteUserRequest;
import software.amazon.awssdk.services.connect.model.DeleteUserResponse;
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
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserRoutingProfileResponse;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesRequest;
import software.amazon.awssdk.services.connect.model.UpdateUserSecurityProfilesResponse;
import software.amazon.connect.slice.model.AssociateUserProficienciesRequest;
import software.amazon.connect.slice.model.AssociateUserProficienciesResponse;
import software.amazon.connect.slice.model.CreateUserRequest;
import software.amazon.connect.slice.model.CreateUserResponse;
import software.amazon.connect.slice.model.DescribeUserRequest;
import software.amazon.connect.slice.model.DescribeUserResponse;
import software.amazon.connect.slice.model.DisassociateUserProficienciesRequest;
import software.amazon.connect.slice.model.DisassociateUserProficienciesResponse;
import software.amazon.connect.slice.model.ListUserProficienciesRequest;
import software.amazon.connect.slice.model.ListUserProficienciesResponse;
import software.amazon.connect.slice.model.UpdateUserConfigRequest;
import software.amazon.connect.slice.model.UpdateUserConfigResponse;
import software.amazon.connect.slice.model.UpdateUserIdentityInfoRequest;
import software.amazon.connect.slice.model.UpdateUserIdentityInfoResponse;
import software.amazon.connect.slice.model.UpdateUserPhoneConfigRequest;
import software.amazon.connect.slice.model.UpdateUserPhoneConfigResponse;
import software.amazon.connect.slice.model.UpdateUserProficienciesRequest;
import software.amazon.connect.slice.model.UpdateUserProficienciesResponse;
import software.amazon.connect.user.change.Step;

/**
 * The operations of Amazon Connect that the handlers make, each under the API's name. Two clients stand behind it, and
 * nobody else knows which of them has which operation.
 */
public interface ConnectApi {
    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html">CreateUser</a> */
    CreateUserResponse createUser(CreateUserRequest request);

    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_DescribeUser.html">DescribeUser</a> */
    DescribeUserResponse describeUser(DescribeUserRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_ListUserProficiencies.html">ListUserProficiencies</a>
     */
    ListUserProficienciesResponse listUserProficiencies(ListUserProficienciesRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserIdentityInfo.html">UpdateUserIdentityInfo</a>
     */
    UpdateUserIdentityInfoResponse updateUserIdentityInfo(UpdateUserIdentityInfoRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserPhoneConfig.html">UpdateUserPhoneConfig</a>
     */
    UpdateUserPhoneConfigResponse updateUserPhoneConfig(UpdateUserPhoneConfigRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserConfig.html">UpdateUserConfig</a>
     */
    UpdateUserConfigResponse updateUserConfig(UpdateUserConfigRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserRoutingProfile.html">UpdateUserRoutingProfile</a>
     */
    UpdateUserRoutingProfileResponse updateUserRoutingProfile(UpdateUserRoutingProfileRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserHierarchy.html">UpdateUserHierarchy</a>
     */
    UpdateUserHierarchyResponse updateUserHierarchy(UpdateUserHierarchyRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserSecurityProfiles.html">UpdateUserSecurityProfiles</a>
     */
    UpdateUserSecurityProfilesResponse updateUserSecurityProfiles(UpdateUserSecurityProfilesRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_AssociateUserProficiencies.html">AssociateUserProficiencies</a>
     */
    AssociateUserProficienciesResponse associateUserProficiencies(AssociateUserProficienciesRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_DisassociateUserProficiencies.html">DisassociateUserProficiencies</a>
     */
    DisassociateUserProficienciesResponse disassociateUserProficiencies(DisassociateUserProficienciesRequest request);

    /**
     * @see <a
     *     href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UpdateUserProficiencies.html">UpdateUserProficiencies</a>
     */
    UpdateUserProficienciesResponse updateUserProficiencies(UpdateUserProficienciesRequest request);

    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_TagResource.html">TagResource</a> */
    TagResourceResponse tagResource(TagResourceRequest request);

    /**
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UntagResource.html">UntagResource</a>
     */
    UntagResourceResponse untagResource(UntagResourceRequest request);

    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_DeleteUser.html">DeleteUser</a> */
    DeleteUserResponse deleteUser(DeleteUserRequest request);

    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_ListUsers.html">ListUsers</a> */
    ListUsersResponse listUsers(ListUsersRequest request);

    /** @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_SearchUsers.html">SearchUsers</a> */
    SearchUsersResponse searchUsers(SearchUsersRequest request);

    /**
     * @see <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_ListInstances.html">ListInstances</a>
     */
    ListInstancesResponse listInstances(ListInstancesRequest request);

    /** Sends the call of a step of an update. */
    default AwsResponse send(Step step, AwsRequest request) {
        return switch (step) {
            case IDENTITY, IDENTITY_WITHOUT_EMPTY -> updateUserIdentityInfo((UpdateUserIdentityInfoRequest) request);
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
