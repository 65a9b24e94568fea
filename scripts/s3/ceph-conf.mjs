/**
 * The smallest Ceph that serves S3: no authentication between its own parts, one copy of everything, all in memory.
 * @param {{ dir: string, fsid: string, monPort: number, port: number }} where
 */
export function cephConf({ dir, fsid, monPort, port }) {
  return `[global]
fsid = ${fsid}
mon host = v2:127.0.0.1:${monPort}/0
mon initial members = a
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
mon allow pool size one = true
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
mon warn on pool no redundancy = false
run dir = ${dir}
log file = ${dir}/log/$name.log
# A socket path has 107 characters at most, and a project may lie deeper than that.
admin socket =
ms bind ipv6 = false
public addr = 127.0.0.1
cluster addr = 127.0.0.1
# Without it the gateway never gets an answer from a monitor that does not authenticate.
ms mon client mode = crc
[mon]
mon data = ${dir}/mon
mon cluster log file = ${dir}/log/cluster.log
[osd]
osd data = ${dir}/osd
osd objectstore = memstore
memstore device bytes = 4294967296
[client.rgw.a]
rgw data = ${dir}/rgw
rgw frontends = beast endpoint=127.0.0.1:${port}
rgw enable usage log = false
rgw enable ops log = false
rgw relaxed s3 bucket names = true
rgw gc obj min wait = 1
`;
}
