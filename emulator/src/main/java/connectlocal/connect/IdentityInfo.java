package connectlocal.connect;

/** UserIdentityInfo of the API: who a user is. Every member may be absent (null). */
record IdentityInfo(String firstName, String lastName, String email, String secondaryEmail, String mobile) {
    static final IdentityInfo NONE = new IdentityInfo(null, null, null, null, null);

    /** An empty string means that there is no such value. */
    IdentityInfo withoutEmpties() {
        return new IdentityInfo(given(firstName), given(lastName), given(email), given(secondaryEmail), given(mobile));
    }

    /** These members where they are given, an empty string included, and the other's elsewhere. */
    IdentityInfo over(IdentityInfo other) {
        return new IdentityInfo(
                firstName == null ? other.firstName : firstName,
                lastName == null ? other.lastName : lastName,
                email == null ? other.email : email,
                secondaryEmail == null ? other.secondaryEmail : secondaryEmail,
                mobile == null ? other.mobile : mobile);
    }

    private static String given(String value) {
        return value == null || value.isEmpty() ? null : value;
    }
}
