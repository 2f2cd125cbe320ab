package connectlocal.cloudcontrol;

/** Models of Connect users that refer to what the built-in seed has. */
final class Users {
    static final String TYPE = "AWS::Connect::User";
    static final String INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111";
    static final String ROUTING_PROFILE = INSTANCE + "/routing-profile/22222222-2222-2222-2222-222222222222";
    static final String SAML_INSTANCE =
            "arn:aws:connect:us-east-1:123456789012:instance/aaaaaaaa-1111-1111-1111-111111111111";

    private Users() {}

    /** A security profile of the instance, by its number in the seed. */
    static String securityProfile(int number) {
        String id = number == 1
                ? "33333333-3333-3333-3333-333333333333"
                : "33333333-3333-3333-3333-%012d".formatted(number);
        return INSTANCE + "/security-profile/" + id;
    }

    static String plain(String username) {
        return model(username, "");
    }

    /** A plain user with more members, each followed by a comma. */
    static String model(String username, String more) {
        return """
    {%s"InstanceArn":"%s","Username":"%s","Password":"Secret123456",
     "RoutingProfileArn":"%s","SecurityProfileArns":["%s"],
     "IdentityInfo":{"FirstName":"Ada","LastName":"Lovelace"},
     "PhoneConfig":{"PhoneType":"SOFT_PHONE","AutoAccept":true,"AfterContactWorkTimeLimit":30}}\
    """.formatted(more, INSTANCE, username, ROUTING_PROFILE, securityProfile(1));
    }
}
