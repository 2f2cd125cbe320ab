package connectlocal.connect;

import java.text.Normalizer;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Who a user may be, by the identity management type of its instance.
 *
 * <p>Source: <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_CreateUser.html">CreateUser</a> and
 * <a href="https://docs.aws.amazon.com/connect/latest/APIReference/API_UserIdentityInfo.html">UserIdentityInfo</a>.
 */
final class IdentityRules {
    private static final Pattern USERNAME = Pattern.compile("[-a-zA-Z0-9_.]+(@[-a-zA-Z0-9_.]+)?");
    private static final Pattern SAML_USERNAME =
            Pattern.compile("[-a-zA-Z0-9_.]+(@[-a-zA-Z0-9_]+(\\.[-a-zA-Z0-9_]+)+)?");
    private static final Pattern SECONDARY_EMAIL =
            Pattern.compile("(?=.{0,265}$)[a-zA-Z0-9._%+-]+@[a-zA-Z0-9.-]+\\.[a-zA-Z]{2,63}");

    private final Behaviours behaviours;

    IdentityRules(Behaviours behaviours) {
        this.behaviours = behaviours;
    }

    void checkUsername(Instance instance, String username) {
        boolean saml = instance.type().equals(Instance.SAML);
        if (!(saml ? SAML_USERNAME : USERNAME).matcher(username).matches()) {
            throw ConnectErrors.invalidParameter("Username '"
                    + username
                    + "' may have letters, digits and _ - . only, and @ only in the form of an e-mail address");
        }
        int longest = saml ? 64 : 20;
        if (behaviours.is(Switch.USERNAME_LENGTH, "documented") && username.length() > longest) {
            throw ConnectErrors.invalidParameter(
                    "Username must have at most " + longest + " characters in an instance of type " + instance.type());
        }
    }

    void checkCredentials(Instance instance, boolean password, boolean directoryUserId) {
        boolean managed = instance.type().equals(Instance.CONNECT_MANAGED);
        if (managed && !password && behaviours.is(Switch.PASSWORD, "required")) {
            throw ConnectErrors.invalidParameter("Password is required in an instance of type CONNECT_MANAGED");
        }
        if (!managed && password) {
            throw ConnectErrors.invalidRequest("Password must not be given in an instance of type " + instance.type());
        }
        if (instance.type().equals(Instance.SAML) && directoryUserId) {
            throw ConnectErrors.invalidRequest("DirectoryUserId must not be given in an instance of type SAML");
        }
    }

    /** Checks an identity as it is given, where an empty string may mean that there is to be no such value. */
    void checkEmpties(IdentityInfo given) {
        if (behaviours.is(Switch.EMPTY_EMAIL, "refuse")) {
            refuseEmpty("Email", given.email());
            refuseEmpty("SecondaryEmail", given.secondaryEmail());
        }
    }

    private static void refuseEmpty(String member, String value) {
        if (value != null && value.isEmpty()) {
            throw ConnectErrors.invalidParameter(
                    "IdentityInfo." + member + " must be an e-mail address like name@example.com, not empty");
        }
    }

    /** Checks the identity that a user would have in the end; empty values count as absent. */
    void checkInfo(Instance instance, IdentityInfo info) {
        if (instance.type().equals(Instance.SAML)
                && info.email() != null
                && behaviours.is(Switch.SAML_EMAIL, "refused")) {
            throw ConnectErrors.invalidRequest("IdentityInfo.Email must not be given in an instance of type SAML;"
                    + " give IdentityInfo.SecondaryEmail");
        }
        if (!instance.type().equals(Instance.EXISTING_DIRECTORY) && behaviours.is(Switch.NAMES, "required")) {
            require(instance, "FirstName", info.firstName());
            require(instance, "LastName", info.lastName());
        }
        if (instance.type().equals(Instance.CONNECT_MANAGED) && behaviours.is(Switch.EMAIL, "required")) {
            require(instance, "Email", info.email());
        }
        if (info.secondaryEmail() != null
                && !SECONDARY_EMAIL.matcher(info.secondaryEmail()).matches()) {
            throw ConnectErrors.invalidParameter(
                    "IdentityInfo.SecondaryEmail must be an e-mail address like name@example.com"
                            + " of at most 265 characters");
        }
        names(info).forEach(IdentityRules::checkNormalized);
    }

    private static Map<String, String> names(IdentityInfo info) {
        Map<String, String> names = new TreeMap<>();
        names.put("FirstName", info.firstName());
        names.put("LastName", info.lastName());
        return names;
    }

    private static void checkNormalized(String member, String name) {
        if (name != null && !Normalizer.isNormalized(name, Normalizer.Form.NFC)) {
            throw ConnectErrors.invalidParameter("IdentityInfo." + member + " must be in Unicode normalization form C");
        }
    }

    private static void require(Instance instance, String member, String value) {
        if (value == null) {
            throw ConnectErrors.invalidParameter(
                    "IdentityInfo." + member + " is required in an instance of type " + instance.type());
        }
    }
}
