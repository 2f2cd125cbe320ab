package connectlocal.connect;

/**
 * UserPhoneConfig of the API: phone settings that are the same for every channel. A member that was never set is null.
 *
 * @param afterContactWorkTimeLimit seconds of after-contact work, 0 = unlimited
 */
record PhoneConfig(
        String phoneType,
        Boolean autoAccept,
        Integer afterContactWorkTimeLimit,
        String deskPhoneNumber,
        Boolean persistentConnection) {
    static final PhoneConfig NONE = new PhoneConfig(null, null, null, null, null);

    PhoneConfig withAutoAccept(Boolean value) {
        return new PhoneConfig(phoneType, value, afterContactWorkTimeLimit, deskPhoneNumber, persistentConnection);
    }

    PhoneConfig withAfterContactWorkTimeLimit(Integer value) {
        return new PhoneConfig(phoneType, autoAccept, value, deskPhoneNumber, persistentConnection);
    }

    PhoneConfig withPhone(String type, String number) {
        return new PhoneConfig(type, autoAccept, afterContactWorkTimeLimit, number, persistentConnection);
    }

    PhoneConfig withPersistentConnection(Boolean value) {
        return new PhoneConfig(phoneType, autoAccept, afterContactWorkTimeLimit, deskPhoneNumber, value);
    }
}
