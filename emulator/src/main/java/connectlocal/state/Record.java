package connectlocal.state;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.http.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * One record of the log, a line: eight hexadecimal digits of CRC-32C over the rest, a space, and a JSON list of
 * changes. JSON has no line end inside, so a line that has none was not written whole.
 */
final class Record {
    /** Reads what was written here: models nest 200 deep, and what stands around them comes on top. */
    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2 * StreamReadConstraints.DEFAULT_MAX_DEPTH)
                            .maxStringLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final int CHECKSUM = 8;
    private static final String THING = "k";
    private static final String VALUE = "v";

    private Record() {}

    static byte[] bytes(List<Journal.Change> changes) {
        ArrayNode list = Json.MAPPER.createArrayNode();
        for (Journal.Change change : changes) {
            ObjectNode one = list.addObject();
            ArrayNode thing = one.putArray(THING);
            change.thing().forEach(thing::add);
            if (change.value() != null) {
                one.set(VALUE, change.value());
            }
        }
        byte[] json = Json.bytes(list);
        byte[] record = new byte[CHECKSUM + 1 + json.length + 1];
        byte[] sum = checksum(json).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(sum, 0, record, 0, CHECKSUM);
        record[CHECKSUM] = ' ';
        System.arraycopy(json, 0, record, CHECKSUM + 1, json.length);
        record[record.length - 1] = '\n';
        return record;
    }

    /** @throws IOException when the line is not what was written, and how that shows */
    static List<Journal.Change> read(byte[] line) throws IOException {
        if (line.length <= CHECKSUM || line[CHECKSUM] != ' ') {
            throw new IOException("it does not begin with a checksum");
        }
        byte[] json = java.util.Arrays.copyOfRange(line, CHECKSUM + 1, line.length);
        String said = new String(line, 0, CHECKSUM, StandardCharsets.US_ASCII);
        String is = checksum(json);
        if (!is.equals(said)) {
            throw new IOException("its checksum is " + is + ", and it says another");
        }
        try {
            List<Journal.Change> changes = new ArrayList<>();
            for (JsonNode one : MAPPER.readTree(json)) {
                List<String> thing = new ArrayList<>();
                one.path(THING).forEach(place -> thing.add(place.asText()));
                if (thing.isEmpty()) {
                    throw new IOException("its checksum is right, but it has a change that says not of what");
                }
                changes.add(new Journal.Change(List.copyOf(thing), one.get(VALUE)));
            }
            return changes;
        } catch (JsonProcessingException e) {
            throw new IOException("its checksum is right, but it is no JSON");
        }
    }

    private static String checksum(byte[] json) {
        var crc = new CRC32C();
        crc.update(json);
        return HexFormat.of().toHexDigits(crc.getValue(), CHECKSUM);
    }
}
