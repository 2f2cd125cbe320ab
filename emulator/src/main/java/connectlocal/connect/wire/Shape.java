package connectlocal.connect.wire;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * One shape of the API model.
 *
 * @param type structure, list, map, string, integer, long, float, boolean or timestamp
 * @param members of a structure, by name
 * @param required names of the members that must be present
 * @param element shape of a list's items or a map's values
 * @param key shape of a map's keys
 * @param min least length, size or value; null when there is none
 * @param max greatest length, size or value; null when there is none
 * @param pattern what a string must match as a whole; null when anything goes
 * @param values the values of an enumeration, empty when anything goes
 * @param sensitive whether a value must never be shown
 */
public record Shape(
        String name,
        String type,
        Map<String, Member> members,
        Set<String> required,
        String element,
        String key,
        BigDecimal min,
        BigDecimal max,
        Pattern pattern,
        List<String> values,
        boolean sensitive) {

    /**
     * One member of a structure.
     *
     * @param shape name of its shape
     * @param location where it travels: uri, querystring or body
     * @param wireName its name there
     */
    public record Member(String shape, String location, String wireName) {}
}
