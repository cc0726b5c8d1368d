#!/bin/bash
# A single-node Ceph with its S3 gateway on loopback, without systemd and without root's help: a real S3 server nobody here wrote.
#
#   radosgw.sh start        a fresh cluster (whatever was in the folder is lost); prints nothing when it went well
#   radosgw.sh stop         ends every daemon and removes the folder
#   radosgw.sh kill | up    kill -9 of the gateway, the cluster stays | the gateway again, data kept
#   radosgw.sh pause | resume   the gateway stops answering without closing anything (SIGSTOP) | goes on
#
# The environment says everything: CEPH_HOME (a folder of ours alone), RGW_PORT, MON_PORT, REGION, OWNER_PID (everything
# ends when that process does), ACCESS_KEY SECRET_KEY OTHER_ACCESS_KEY OTHER_SECRET_KEY.
set -u
: "${CEPH_HOME:?}" "${RGW_PORT:?}"
config=$CEPH_HOME/ceph.conf
gateway=http://127.0.0.1:$RGW_PORT/

alive() { [ -f "$CEPH_HOME/run/$1.pid" ] && kill -0 "$(cat "$CEPH_HOME/run/$1.pid")" 2>/dev/null; }
launch() { # name command…
  local name=$1; shift
  setsid "$@" >"$CEPH_HOME/log/$name.out" 2>&1 </dev/null &
  echo $! >"$CEPH_HOME/run/$name.pid"
}
until_true() { # tries command…: asks four times a second
  local tries=$1; shift
  for _ in $(seq "$tries"); do "$@" >/dev/null 2>&1 && return 0; sleep 0.25; done
  return 1
}
give_up() { echo "radosgw.sh: $1" >&2; tail -n 5 "$CEPH_HOME"/log/*.out >&2; stop; exit 1; }
cluster() { timeout 20 ceph -c "$config" "$@"; }
admin() { timeout 60 radosgw-admin -c "$config" -n client.rgw "$@"; }
monitor_answers() { timeout 5 ceph -c "$config" -s; }
disk_is_up_or_dead() { ! alive osd || cluster osd stat | grep -q '1 up'; }
gateway_answers() { curl -s -o /dev/null --max-time 2 "$gateway"; }

# paxos_…: a monitor gathers changes for a second before it agrees on them, and a start is a dozen changes in a row.
write_config() {
  cat >"$config" <<EOF
[global]
fsid = $1
mon_host = v1:127.0.0.1:$MON_PORT
mon_initial_members = a
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
public_network = 127.0.0.0/8
ms_bind_ipv6 = false
ms_bind_msgr2 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
keyring = $CEPH_HOME/keyring
run_dir = $CEPH_HOME/run
admin_socket = $CEPH_HOME/run/\$name.asok
pid_file =
log_file = $CEPH_HOME/log/\$name.log
log_to_stderr = false
crash_dir = $CEPH_HOME/tmp
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 8
osd_pool_default_pgp_num = 8
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
mon_data_avail_crit = 1
mon_data_avail_warn = 2
paxos_propose_interval = 0.05
paxos_min_wait = 0.02
setuser_match_path =
[mon.a]
host = localhost
mon_addr = v1:127.0.0.1:$MON_PORT
mon_data = $CEPH_HOME/mon
[osd.0]
osd_data = $CEPH_HOME/osd
osd_objectstore = memstore
memstore_device_bytes = 6442450944
[client.rgw]
rgw_frontends = beast endpoint=127.0.0.1:$RGW_PORT tcp_nodelay=1
rgw_data = $CEPH_HOME/rgw
rgw_dns_name = localhost
rgw_enable_usage_log = false
rgw_thread_pool_size = 64
rgw_crypt_require_ssl = false
EOF
}

start_monitor() {
  ceph-authtool --create-keyring "$CEPH_HOME/keyring" --gen-key -n mon. --cap mon 'allow *' >/dev/null
  ceph-authtool "$CEPH_HOME/keyring" --gen-key -n client.admin --cap mon 'allow *' --cap osd 'allow *' >/dev/null
  monmaptool --create --clobber --fsid "$1" --addv a "[v1:127.0.0.1:$MON_PORT]" "$CEPH_HOME/monmap" >/dev/null
  ceph-mon -c "$config" --mkfs -i a --monmap "$CEPH_HOME/monmap" --keyring "$CEPH_HOME/keyring" >"$CEPH_HOME/log/mon-mkfs.out" 2>&1 ||
    give_up 'the monitor could not be made'
  launch mon ceph-mon -c "$config" -i a -f
  until_true 120 monitor_answers || give_up 'the monitor does not answer'
}

# An OSD that speaks to the monitor before it has its map exits with "wrong fsid": seen in 2 of 14 starts, so it is made again.
start_disk() {
  local id; id=$(cat /proc/sys/kernel/random/uuid)
  cluster osd new "$id" 0 >/dev/null || give_up 'the monitor refused the disk'
  for _ in 1 2 3 4 5; do
    rm -rf "$CEPH_HOME/osd"; mkdir -p "$CEPH_HOME/osd"
    ceph-osd -c "$config" -i 0 --mkfs --osd-uuid "$id" >"$CEPH_HOME/log/osd-mkfs.out" 2>&1 || give_up 'the disk could not be made'
    launch osd ceph-osd -c "$config" -i 0 -f
    until_true 120 disk_is_up_or_dead
    alive osd && cluster osd stat | grep -q '1 up' && { cluster osd crush add osd.0 1.0 root=default host=localhost >/dev/null 2>&1; return; }
    end osd
  done
  give_up 'the disk did not come up'
}

# The region's name must be known to the gateway for CreateBucket's LocationConstraint; the storage classes are AWS's.
name_the_region() {
  admin user list >/dev/null 2>&1 # makes the default zone
  admin zonegroup get 2>/dev/null | sed 's/"api_name": "[^"]*"/"api_name": "'"$REGION"'"/' >"$CEPH_HOME/zonegroup.json"
  admin zonegroup set --infile "$CEPH_HOME/zonegroup.json" >/dev/null 2>&1 || give_up 'the region could not be named'
  for class in STANDARD_IA INTELLIGENT_TIERING; do
    admin zonegroup placement add --rgw-zonegroup default --placement-id default-placement --storage-class $class >/dev/null 2>&1
    admin zone placement add --rgw-zone default --placement-id default-placement --storage-class $class --data-pool default.rgw.buckets.data >/dev/null 2>&1
  done
}

add_user() { # name access-key secret
  admin user create --uid="$1" --display-name="$1" --access-key="$2" --secret-key="$3" >/dev/null 2>"$CEPH_HOME/log/user.out" || give_up "no user $1"
}

start_gateway() {
  launch rgw radosgw -c "$config" -n client.rgw -f
  until_true 240 gateway_answers || give_up 'the gateway does not answer'
}

# A test run that is killed must not leave a cluster behind.
watch_owner() {
  [ -n "${OWNER_PID:-}" ] || return 0
  setsid bash -c 'while kill -0 "$OWNER_PID" 2>/dev/null && [ -d "$CEPH_HOME" ]; do sleep 1; done; [ -d "$CEPH_HOME" ] && exec "$0" stop' "$0" >/dev/null 2>&1 </dev/null &
}

start() {
  : "${MON_PORT:?}" "${REGION:?}" "${ACCESS_KEY:?}" "${SECRET_KEY:?}" "${OTHER_ACCESS_KEY:?}" "${OTHER_SECRET_KEY:?}"
  stop
  mkdir -p "$CEPH_HOME"/{osd,rgw,run,log,tmp}
  watch_owner
  local fsid; fsid=$(cat /proc/sys/kernel/random/uuid)
  write_config "$fsid"
  start_monitor "$fsid"
  # No manager daemon: it gathers statistics that nobody here reads, and beside a bench its Python is somebody else's load.
  start_disk
  name_the_region
  start_gateway
  add_user cloudroll "$ACCESS_KEY" "$SECRET_KEY"
  add_user stranger "$OTHER_ACCESS_KEY" "$OTHER_SECRET_KEY"
}

end() { # name: at once, since nothing of it is kept
  if alive "$1"; then
    local id; id=$(cat "$CEPH_HOME/run/$1.pid")
    kill -9 "$id" 2>/dev/null; until_true 40 gone "$id"
  fi
  rm -f "$CEPH_HOME/run/$1.pid"
}
# Dead, though nobody may have asked for its end yet.
gone() { ! kill -0 "$1" 2>/dev/null || grep -q '^State:.Z' "/proc/$1/status" 2>/dev/null; }
stop() { for name in rgw osd mon; do end $name; done; rm -rf "$CEPH_HOME"; }
kill_gateway() {
  local id; id=$(cat "$CEPH_HOME/run/rgw.pid")
  kill -9 "$id"; until_true 40 gone "$id"; rm -f "$CEPH_HOME/run/rgw.pid"
}

case ${1:-} in
  start) start ;;
  stop) stop ;;
  kill) kill_gateway ;;
  up) start_gateway ;;
  pause) kill -STOP "$(cat "$CEPH_HOME/run/rgw.pid")" ;;
  resume) kill -CONT "$(cat "$CEPH_HOME/run/rgw.pid")" ;;
  *) sed -n 2,11p "$0"; exit 2 ;;
esac
