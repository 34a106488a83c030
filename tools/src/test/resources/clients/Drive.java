import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.openapitools.client.ApiClient;
import org.openapitools.client.ApiException;
import org.openapitools.client.api.NodeApi;
import org.openapitools.client.api.PeersApi;
import org.openapitools.client.api.RecordsApi;

/** Uses the client that a generator made: its address and a folder are the arguments. */
public class Drive {
  public static void main(String[] arguments) throws Exception {
    ApiClient client = new ApiClient();
    client.updateBaseUri(arguments[0]);
    RecordsApi records = new RecordsApi(client);
    PeersApi peers = new PeersApi(client);
    byte[] value = {0, 1, 2, (byte) 0xff, '\n'};
    File file = Files.write(Path.of(arguments[1], "value"), value).toFile();
    String own = new NodeApi(client).node().getId();

    String key = records.putImmutable(file, null, null, null).getKey();
    File back = records.recordByKey(key, null, null, null, null);
    require(Arrays.equals(Files.readAllBytes(back.toPath()), value), "a value's bytes");
    records.putMutable("made-java", file, 600, null, null, null, "*");
    require(
        records.ownRecords(10, null, null).getRecords().stream()
            .anyMatch(record -> record.getName().equals("made-java")),
        "the list");
    File named = records.recordOfOwner(own, "made-java", null, null, null);
    require(Arrays.equals(Files.readAllBytes(named.toPath()), value), "a named value's bytes");
    records.deleteMutable("made-java", null, null, null);
    try {
      records.ownRecord("made-java", null, null, null);
      require(false, "the removal");
    } catch (ApiException e) {
      require(e.getCode() == 404 && e.getResponseBody().contains("not_found"), "the problem");
    }
    require(peers.peers(10, null).getPeers().isEmpty(), "the peers");
    require(peers.ping(own, null, null).getId().equals(own), "the ping");
    System.out.println("all went right");
  }

  private static void require(boolean holds, String what) {
    if (!holds) {
      throw new AssertionError(what);
    }
  }
}
