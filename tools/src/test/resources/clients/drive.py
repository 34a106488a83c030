import sys, mcc_client
from mcc_client.rest import ApiException
config = mcc_client.Configuration(host=sys.argv[1])
with mcc_client.ApiClient(config) as client:
    records, peers, node = mcc_client.RecordsApi(client), mcc_client.PeersApi(client), mcc_client.NodeApi(client)
    value = bytes([0, 1, 2, 255, 10])
    put = records.put_immutable(body=value)
    assert bytes(records.record_by_key(put.key)) == value, "bytes"
    records.put_mutable("made-py", body=value, ttl_seconds=600, if_none_match="*")
    assert "made-py" in [r.name for r in records.own_records().records], "list"
    own = node.node().id
    assert bytes(records.record_of_owner(own, "made-py")) == value, "owner"
    records.delete_mutable("made-py")
    try:
        records.own_record("made-py")
        assert False, "deleted"
    except ApiException as e:
        assert e.status == 404 and "not_found" in e.body
    assert peers.peers().peers is not None
    assert peers.ping(own).id == own
print("all went right")
