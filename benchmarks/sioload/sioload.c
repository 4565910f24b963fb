// SPDX-License-Identifier: Apache-2.0
/*
 * sioload - a small, very efficient load generator for Socket.IO servers.
 *
 * Speaks Engine.IO v4 / Socket.IO protocol v5 straight over WebSocket or HTTP
 * long-polling, or (--raw) plain WebSocket text, to a server that implements
 * the fixture contract in docs/performance.md.  One thread, one epoll loop, libc only.
 * One JSON line per measured window goes to stdout; progress to stderr.
 *
 *   gcc -O2 -Wall -Wextra -o sioload sioload.c
 *   sioload echo --port 3000 --pid 1234 -n 100 -w 10 --payload 64
 *
 * How the file is laid out:
 *    1  options               6  connections: open, read, write, close
 *    2  time, rng, histogram  7  protocol: Engine.IO, Socket.IO, raw
 *    3  /proc readings        8  HTTP long-polling sessions
 *    4  payload, templates    9  event loop, phases of a run
 *    5  WebSocket framing    10  report, main
 *
 * What keeps it cheap (the generator must never be what is measured):
 *  - one shared read buffer; a connection owns memory only while it holds a
 *    partial frame or unsent output;
 *  - events are put together and masked in one place, and what one read
 *    provokes on a connection leaves in one write;
 *  - messages are recognised by memcmp with prebuilt templates, no JSON parser;
 *  - one clock reading (vDSO) per read.
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#ifndef IP_BIND_ADDRESS_NO_PORT
#define IP_BIND_ADDRESS_NO_PORT 24
#endif

#define MAXEV    512
#define RB_CAP   (4u << 20)	/* shared read buffer; bounds one message */
#define OB_CAP   (2u << 20)	/* shared write buffer */
#define RING     4096		/* broadcasts in flight, at most */
#define SEC      1000000000ull

static void die(const char *fmt, ...)
{
	va_list ap;
	va_start(ap, fmt);
	fputs("sioload: ", stderr);
	vfprintf(stderr, fmt, ap);
	fputc('\n', stderr);
	va_end(ap);
	exit(2);
}

/* ------------------------------------------------------------------ 1 options */

enum scenario { SC_CONNECT, SC_ECHO, SC_BROADCAST, SC_POLLING, SC_IDLE, SC_SLOW, SC_STORM };
static const char *const sc_name[] = { "connect", "echo", "broadcast", "polling", "idle", "slow", "storm" };
#define SCENARIOS (int)(sizeof sc_name / sizeof *sc_name)
enum pkind { PK_ASCII, PK_UTF8, PK_JSON };
static const char *const pk_name[] = { "ascii", "utf8", "json" };

static struct {
	enum scenario sc;
	const char *host, *path, *query, *ns, *auth, *room, *label, *probe;
	char  headers[2048];
	int   port, pid;
	int   n, window, conc, rooms, src, prewarm, cycles;
	size_t payload;
	enum pkind kind;
	bool  binary, raw, nojoin, spin, noverify, polling;
	double rate, warmup, duration, settle, ctimeout, quiet, patience, slow, fill;
	int   repeat;
} O = {
	.host = "127.0.0.1", .path = "/socket.io/", .query = "", .ns = "/", .auth = "",
	.room = "room", .label = "", .port = 3000, .n = 100, .window = 1, .conc = 64,
	.rooms = 1, .src = 0, .prewarm = -1, .cycles = 1, .payload = 64,
	.warmup = 10, .duration = 10, .settle = 2, .ctimeout = 60, .repeat = 1,
	.quiet = 0, .patience = 6, .slow = 1, .fill = 16,
};

static void usage(void)
{
	fputs(
"usage: sioload SCENARIO [options]\n"
"scenarios\n"
"  connect    open -n connections at --conc; connects/s, server RSS per connection\n"
"  echo       -n connections, -w outstanding acked events each (closed loop),\n"
"             or --rate events/s in all (open loop, latency from the due time)\n"
"  broadcast  -n connections in --rooms rooms, one sender, -w broadcasts in flight\n"
"             (one is over when all its deliveries arrived), or --rate broadcasts/s\n"
"  polling    echo over HTTP long-polling (two keep-alive connections a session)\n"
"  idle       connect, then hold for --duration; pings are answered\n"
"  slow       broadcasts at --rate (half of what a closed loop does in --warmup),\n"
"             all reading, then again while --slow percent read nothing; they have\n"
"             been sent a quarter of --fill by then, so no buffer takes more\n"
"  storm      open -n connections, reset all at once, open them all again\n"
"target\n"
"  --host A (127.0.0.1; a dotted address)  --port P (3000)\n"
"  --path P (/socket.io/; with --raw the endpoint, default /ws)\n"
"  --query S       more query, e.g. 'token=x'     --header 'K: V'  (repeatable)\n"
"  --ns N (/)      namespace      --auth JSON      payload of CONNECT\n"
"  --raw           no Engine.IO: plain WebSocket text fixture\n"
"  --pid P         server process: its CPU and memory are read from /proc\n"
"load\n"
"  -n, --conns N (100)   -w, --window W (1)   --payload BYTES (64)\n"
"  --kind ascii|utf8|json   payload: a string, a string beyond ASCII, an object\n"
"  --binary              payload is one binary attachment (WebSocket only)\n"
"  --rate R              open loop, events or broadcasts per second\n"
"  --room R (room)  --rooms K (1)  connection i joins R (or R<i%K>)\n"
"  --no-join             the server joins the room itself on connect\n"
"  --conc C (64)         handshakes in flight   --cycles K (1) connect: repeat\n"
"  --prewarm K           connect, idle, storm: K throw-away connections first (200)\n"
"  --polling             connect, idle: sessions on long-polling, each with a GET that waits\n"
"  --slow P (1)          slow: percent that stop reading\n"
"  --fill MIB (16)       slow: in the end, so much is sent to each of them\n"
"measure\n"
"  --warmup S (10)  --duration S (10)  --repeat K (1) windows in this run\n"
"  --quiet X             a window is made of those slices of 1 s in which the rest\n"
"                        of the machine used at most X CPUs (0: of all slices)\n"
"  --patience F (6)      give up a window after F times its duration\n"
"  --settle S (2)        connect, idle: pause before memory is read\n"
"  --probe CMD           connect, idle: prints a number of bytes (live heap);\n"
"                        run before each reading of memory\n"
"  --connect-timeout S (60)  --src K  loopback source addresses (0: as needed)\n"
"  --spin                poll instead of sleeping in epoll (own CPU needed)\n"
"  --no-verify           don't compare echoed payloads\n"
"  --label L             copied to the output\n", stderr);
	exit(2);
}

enum { L_HOST = 256, L_PORT, L_PATH, L_QUERY, L_HEADER, L_NS, L_AUTH, L_RAW, L_PID, L_PAYLOAD,
       L_KIND, L_BINARY, L_RATE, L_ROOM, L_ROOMS, L_NOJOIN, L_CONC, L_CYCLES, L_PREWARM, L_WARMUP,
       L_DURATION, L_REPEAT, L_QUIET, L_PATIENCE, L_SETTLE, L_PROBE, L_CTIMEOUT, L_SRC, L_SPIN, L_NOVERIFY, L_LABEL,
       L_POLLING, L_SLOW, L_FILL };

static bool broadcasts(void)
{
	return O.sc == SC_BROADCAST || O.sc == SC_SLOW;
}

static void parse_options(int argc, char **argv)
{
	static const struct option lo[] = {
		{"host", 1, 0, L_HOST}, {"port", 1, 0, L_PORT}, {"path", 1, 0, L_PATH},
		{"query", 1, 0, L_QUERY}, {"header", 1, 0, L_HEADER}, {"ns", 1, 0, L_NS},
		{"auth", 1, 0, L_AUTH}, {"raw", 0, 0, L_RAW}, {"pid", 1, 0, L_PID},
		{"conns", 1, 0, 'n'}, {"window", 1, 0, 'w'}, {"payload", 1, 0, L_PAYLOAD},
		{"kind", 1, 0, L_KIND}, {"binary", 0, 0, L_BINARY}, {"rate", 1, 0, L_RATE},
		{"room", 1, 0, L_ROOM}, {"rooms", 1, 0, L_ROOMS}, {"no-join", 0, 0, L_NOJOIN},
		{"conc", 1, 0, L_CONC}, {"cycles", 1, 0, L_CYCLES}, {"prewarm", 1, 0, L_PREWARM},
		{"warmup", 1, 0, L_WARMUP}, {"duration", 1, 0, L_DURATION},
		{"repeat", 1, 0, L_REPEAT}, {"quiet", 1, 0, L_QUIET}, {"patience", 1, 0, L_PATIENCE},
		{"settle", 1, 0, L_SETTLE}, {"probe", 1, 0, L_PROBE},
		{"connect-timeout", 1, 0, L_CTIMEOUT}, {"src", 1, 0, L_SRC}, {"spin", 0, 0, L_SPIN},
		{"no-verify", 0, 0, L_NOVERIFY}, {"label", 1, 0, L_LABEL},
		{"polling", 0, 0, L_POLLING}, {"slow", 1, 0, L_SLOW}, {"fill", 1, 0, L_FILL}, {0, 0, 0, 0}
	};
	bool path_given = false;
	int o;

	if (argc < 2)
		usage();
	for (o = 0; o < SCENARIOS; o++)
		if (!strcmp(argv[1], sc_name[o]))
			break;
	if (o == SCENARIOS)
		usage();
	O.sc = o;
	argv++, argc--;
	while ((o = getopt_long(argc, argv, "n:w:", lo, NULL)) != -1)
		switch (o) {
		case 'n': O.n = atoi(optarg); break;
		case 'w': O.window = atoi(optarg); break;
		case L_HOST: O.host = optarg; break;
		case L_PORT: O.port = atoi(optarg); break;
		case L_PATH: O.path = optarg; path_given = true; break;
		case L_QUERY: O.query = optarg; break;
		case L_HEADER:
			if (strlen(O.headers) + strlen(optarg) + 3 > sizeof O.headers)
				die("too many headers");
			strcat(strcat(O.headers, optarg), "\r\n");
			break;
		case L_NS: O.ns = optarg; break;
		case L_AUTH: O.auth = optarg; break;
		case L_RAW: O.raw = true; break;
		case L_PID: O.pid = atoi(optarg); break;
		case L_PAYLOAD: O.payload = strtoul(optarg, NULL, 10); break;
		case L_KIND:
			for (O.kind = 0; O.kind < 3 && strcmp(optarg, pk_name[O.kind]); O.kind++)
				;
			if (O.kind == 3)
				usage();
			break;
		case L_BINARY: O.binary = true; break;
		case L_RATE: O.rate = atof(optarg); break;
		case L_ROOM: O.room = optarg; break;
		case L_ROOMS: O.rooms = atoi(optarg); break;
		case L_NOJOIN: O.nojoin = true; break;
		case L_CONC: O.conc = atoi(optarg); break;
		case L_CYCLES: O.cycles = atoi(optarg); break;
		case L_PREWARM: O.prewarm = atoi(optarg); break;
		case L_WARMUP: O.warmup = atof(optarg); break;
		case L_DURATION: O.duration = atof(optarg); break;
		case L_REPEAT: O.repeat = atoi(optarg); break;
		case L_QUIET: O.quiet = atof(optarg); break;
		case L_PATIENCE: O.patience = atof(optarg); break;
		case L_SETTLE: O.settle = atof(optarg); break;
		case L_PROBE: O.probe = optarg; break;
		case L_CTIMEOUT: O.ctimeout = atof(optarg); break;
		case L_SRC: O.src = atoi(optarg); break;
		case L_SPIN: O.spin = true; break;
		case L_NOVERIFY: O.noverify = true; break;
		case L_LABEL: O.label = optarg; break;
		case L_POLLING: O.polling = true; break;
		case L_SLOW: O.slow = atof(optarg); break;
		case L_FILL: O.fill = atof(optarg); break;
		default: usage();
		}
	if (optind != argc || O.n < 1 || O.window < 1 || O.rooms < 1 || O.conc < 1)
		usage();
	if (O.raw && !path_given)
		O.path = "/ws";
	if (O.payload < 8)
		O.payload = 8;		/* a broadcast carries its number in 8 hex digits */
	if (O.payload > OB_CAP / 4)
		die("payload at most %u bytes", OB_CAP / 4);
	if (O.sc == SC_POLLING)
		O.polling = true;
	if (O.polling && (O.binary || O.raw || O.rate > 0))
		die("polling is neither raw nor binary nor at a rate");
	if (O.polling && O.sc != SC_POLLING && O.sc != SC_CONNECT && O.sc != SC_IDLE)
		die("--polling goes with connect and idle");
	if (O.sc == SC_SLOW && (O.binary || O.rooms > 1 || O.slow <= 0 || O.slow > 50))
		die("slow: text, one room, and 50 percent at most");
	if (O.raw && O.binary)
		die("raw is text only");
	if (O.rooms > 1 && (O.raw || O.rooms > O.n))
		die("rooms: not with --raw, and at most one per connection");
	if (broadcasts() && O.window > RING / 2)
		die("window at most %d", RING / 2);
	if (O.prewarm < 0)
		O.prewarm = O.sc == SC_CONNECT || O.sc == SC_IDLE || O.sc == SC_STORM ? (O.n < 200 ? O.n : 200) : 0;
	if (O.prewarm > O.n)
		O.prewarm = O.n;
	if (!O.src) {			/* about 20 000 ports per source address */
		long total = (long)O.n * (O.sc == SC_CONNECT || O.sc == SC_STORM ? O.cycles : 1) *
			     (O.polling || O.sc == SC_STORM ? 2 : 1);
		O.src = (int)(total / 20000) + 1;
	}
	if (O.src > 200)
		O.src = 200;
}

/* -------------------------------------------------- 2 time, rng, histogram */

static uint64_t now_ns(void)
{
	struct timespec ts;
	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (uint64_t)ts.tv_sec * SEC + (uint64_t)ts.tv_nsec;
}

static uint32_t rnd32(void)
{
	static uint64_t s = 0x9e3779b97f4a7c15ull;
	s ^= s << 13, s ^= s >> 7, s ^= s << 17;
	return (uint32_t)(s >> 16);
}

/* Log-linear histogram of nanoseconds: 64 steps an octave, error below 1.6 %. */
#define H_SUB 64
#define H_OCT 36
struct hist {
	uint64_t cnt, max;
	double   sum;
	uint32_t b[H_OCT * H_SUB];
};

static inline void hist_add(struct hist *h, uint64_t v)
{
	unsigned i = 0;

	if (v < H_SUB) {
		i = (unsigned)v;
	} else {
		unsigned sh = 63 - (unsigned)__builtin_clzll(v) - 6;	/* v >> sh in 64..127 */
		i = (sh + 1) * H_SUB + (unsigned)(v >> sh) - H_SUB;
		if (i >= H_OCT * H_SUB)
			i = H_OCT * H_SUB - 1;
	}
	h->b[i]++;
	h->cnt++;
	h->sum += (double)v;
	if (v > h->max)
		h->max = v;
}

static void hist_merge(struct hist *to, const struct hist *h)
{
	to->cnt += h->cnt;
	to->sum += h->sum;
	if (h->max > to->max)
		to->max = h->max;
	for (unsigned i = 0; i < H_OCT * H_SUB; i++)
		to->b[i] += h->b[i];
}

static double hist_us(const struct hist *h, double q)	/* quantile in microseconds */
{
	uint64_t want = (uint64_t)((double)h->cnt * q + 0.999999), seen = 0;

	if (!h->cnt)
		return 0;
	if (!want)
		want = 1;
	for (unsigned i = 0; i < H_OCT * H_SUB; i++) {
		seen += h->b[i];
		if (seen >= want) {
			double v = i < H_SUB ? i : (double)((uint64_t)(H_SUB + i % H_SUB)
							    << (i / H_SUB - 1));
			double step = i < H_SUB ? 0 : (double)(1ull << (i / H_SUB - 1));
			v += step / 2;
			return (v > (double)h->max ? (double)h->max : v) / 1e3;
		}
	}
	return (double)h->max / 1e3;
}

/* -------------------------------------------------------- 3 /proc readings */

struct usage {			/* everything cumulative, or a difference */
	double t;			/* s */
	double srv, srv_u, srv_s;	/* server CPU s, all threads, ended ones too */
	double gen;			/* own CPU s */
	double host, steal;		/* busy and stolen CPU s of the whole machine */
};

struct memory {			/* kB; probe: bytes, or -1 */
	long rss, anon, hwm, pss, priv, threads;
	double probe;
};

static long read_file(const char *path, char *buf, size_t cap)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n, len = 0;

	if (fd < 0)
		return -1;
	while (len < (ssize_t)cap - 1 && (n = read(fd, buf + len, cap - 1 - (size_t)len)) > 0)
		len += n;
	close(fd);
	buf[len] = 0;
	return len;
}

static struct usage usage_now(void)
{
	struct usage u = { .t = (double)now_ns() / 1e9 };
	char path[64], buf[8192];
	double hz = (double)sysconf(_SC_CLK_TCK);
	struct timespec ts;
	clockid_t clk;

	if (O.pid) {
		/* the process' CPU clock is exact; /proc/PID/stat (10 ms) gives the split */
		if (!clock_getcpuclockid(O.pid, &clk) && !clock_gettime(clk, &ts))
			u.srv = (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
		snprintf(path, sizeof path, "/proc/%d/stat", O.pid);
		if (read_file(path, buf, sizeof buf) > 0) {
			unsigned long ut = 0, st = 0;
			char *p = strrchr(buf, ')');
			if (p && sscanf(p + 2, "%*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %lu %lu",
					&ut, &st) == 2)
				u.srv_u = (double)ut / hz, u.srv_s = (double)st / hz;
		}
	}
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &ts);
	u.gen = (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
	if (read_file("/proc/stat", buf, sizeof buf) > 0) {
		unsigned long v[8] = { 0 };
		if (sscanf(buf, "cpu %lu %lu %lu %lu %lu %lu %lu %lu", &v[0], &v[1], &v[2], &v[3],
			   &v[4], &v[5], &v[6], &v[7]) == 8) {
			u.host = (double)(v[0] + v[1] + v[2] + v[5] + v[6]) / hz;
			u.steal = (double)v[7] / hz;
		}
	}
	return u;
}

static void usage_add(struct usage *to, const struct usage *a, const struct usage *b)
{
	to->t += b->t - a->t;
	to->srv += b->srv - a->srv;
	to->srv_u += b->srv_u - a->srv_u;
	to->srv_s += b->srv_s - a->srv_s;
	to->gen += b->gen - a->gen;
	to->host += b->host - a->host;
	to->steal += b->steal - a->steal;
}

/* CPUs kept busy by all but server and generator, stolen time included: the noise. */
static double usage_other(const struct usage *d)
{
	double o = d->host - d->srv - d->gen;
	return ((o < 0 ? 0 : o) + d->steal) / d->t;
}

static long field(const char *buf, const char *key)
{
	const char *p = strstr(buf, key);
	return p ? atol(p + strlen(key)) : -1;
}

static struct memory memory_now(bool probe)
{
	struct memory m = { -1, -1, -1, -1, -1, -1, -1 };
	char path[64], buf[8192], line[256];

	if (probe && O.probe) {		/* the last number that the command prints */
		FILE *f = popen(O.probe, "r");
		while (f && fgets(line, sizeof line, f)) {
			char *e;
			double v = strtod(line, &e);
			if (e != line)
				m.probe = v;
		}
		if (f)
			pclose(f);
	}
	if (!O.pid)
		return m;
	snprintf(path, sizeof path, "/proc/%d/status", O.pid);
	if (read_file(path, buf, sizeof buf) > 0) {
		m.rss = field(buf, "VmRSS:");
		m.hwm = field(buf, "VmHWM:");
		m.anon = field(buf, "RssAnon:");
		m.threads = field(buf, "Threads:");
	}
	snprintf(path, sizeof path, "/proc/%d/smaps_rollup", O.pid);
	if (read_file(path, buf, sizeof buf) > 0) {
		long c = field(buf, "Private_Clean:"), d = field(buf, "Private_Dirty:");
		m.pss = field(buf, "Pss:");
		m.priv = c < 0 || d < 0 ? -1 : c + d;
	}
	return m;
}

/* ---------------------------------------------------- 4 payload, templates */

struct str { char *s; size_t n; };

static struct {
	struct str payload;	/* JSON text (or attachment bytes) */
	size_t seq_off;		/* where in it the 8 hex digits of a broadcast's number are */
	struct str ev_pre, ev_suf;	/* echo event: pre <id> suf */
	struct str ack_pre, ack_suf;	/* its ack */
	struct str bc_suf;		/* broadcast event without its payload's end */
	struct str msg_pre;		/* delivered event up to its payload */
	struct str conn_pre;		/* "40" or "40/ns," */
	struct str textack_pre;		/* "43" or "43/ns,": acks without attachment */
} T;

#define HOLDER "{\"_placeholder\":true,\"num\":0}"

static struct str strf(const char *fmt, ...)
{
	struct str r;
	va_list ap;
	va_start(ap, fmt);
	int n = vasprintf(&r.s, fmt, ap);
	va_end(ap);
	if (n < 0)
		die("memory");
	r.n = (size_t)n;
	return r;
}

static void build_payload(void)
{
	static const char *const fill[] = { "\xc3\xa9", "\xe6\xbc\xa2", "o" };
	size_t n = O.payload, i;
	char *s = malloc(n + 128), *p = s;

	if (!s)
		die("memory");
	if (O.binary) {
		memcpy(s, "00000000", 8);
		for (i = 8; i < n; i++)
			s[i] = (char)rnd32();
		T.payload = (struct str){ s, n };
		T.seq_off = 0;
		return;
	}
	if (O.kind == PK_JSON) {
		p += sprintf(p, "{\"s\":\"00000000\",\"id\":123456,\"ok\":true,\"a\":[1,2.5,-3],\"p\":\"");
		T.seq_off = 6;
		for (i = (size_t)(p - s); i + 2 < n; i++)
			*p++ = (char)('a' + i % 26);
		p += sprintf(p, "\"}");
	} else {
		p += sprintf(p, "\"00000000");
		T.seq_off = 1;
		for (i = 0; (size_t)(p - s) < n + 1; i++) {
			const char *f = O.kind == PK_UTF8 ? fill[i % 3] : NULL;
			size_t left = n + 1 - (size_t)(p - s);
			if (f && strlen(f) <= left)
				p = stpcpy(p, f);
			else
				*p++ = (char)('a' + i % 26);
		}
		*p++ = '"';
	}
	T.payload = (struct str){ s, (size_t)(p - s) };
}

static void build_templates(void)
{
	const char *ns = !strcmp(O.ns, "/") ? "" : O.ns, *c = *ns ? "," : "";
	int pn = (int)T.payload.n;
	const char *ps = T.payload.s;

	if (O.raw) {
		T.ev_pre = strf("E");
		T.ev_suf = strf(",%.*s", pn, ps);
		T.ack_pre = T.ev_pre;
		T.ack_suf = T.ev_suf;
		T.msg_pre = strf("B");
		T.bc_suf = strf("B%.*s", pn, ps);
		T.conn_pre = T.textack_pre = strf("\xff");
		return;
	}
	T.conn_pre = strf("40%s%s", ns, c);
	T.textack_pre = strf("43%s%s", ns, c);
	if (O.binary) {
		T.ev_pre = strf("451-%s%s", ns, c);
		T.ev_suf = strf("[\"echo\"," HOLDER "]");
		T.ack_pre = strf("461-%s%s", ns, c);
		T.ack_suf = strf("[" HOLDER "]");
		T.msg_pre = strf("451-%s%s[\"msg\"," HOLDER "]", ns, c);
		T.bc_suf = strf("," HOLDER "]");
	} else {
		T.ev_pre = strf("42%s%s", ns, c);
		T.ev_suf = strf("[\"echo\",%.*s]", pn, ps);
		T.ack_pre = T.textack_pre;
		T.ack_suf = strf("[%.*s]", pn, ps);
		T.msg_pre = strf("42%s%s[\"msg\",", ns, c);
		T.bc_suf = strf(",%.*s]", pn, ps);
	}
}

/* ------------------------------------------------------------- run's state */

enum { K_WS, K_HTTP };
enum cstate { C_DEAD, C_CONNECTING, C_UPGRADE, C_OPEN, C_SIO, C_JOIN, C_READY };

struct buf { uint8_t *p; size_t n, off, cap; };
struct slot { uint64_t t; uint32_t id; };	/* an outstanding event; t 0: free */

struct conn {
	uint8_t kind, st, epout;
	uint8_t frag_op;	/* opcode of the message being put together, 0: none */
	uint8_t att;		/* the next binary frame completes 1: an ack, 2: a delivery */
	bool slow;		/* it stopped reading: its deliveries count apart */
	int fd;
	uint32_t idx, att_id, last_seq;
	uint64_t t0;
	struct buf in, out, frag;
	struct slot *slot;
};

struct bcast { uint64_t t; uint32_t seq, need, got; };

static struct {
	int ep;
	struct sockaddr_in addr;
	struct conn *conns;
	struct psess *sess;
	int target, started, ready, failed;	/* of the connect phase */
	bool sending;				/* the scenario may send new events */
	uint64_t outstanding;			/* events (or broadcasts) not yet answered */
	double next_due, interval;		/* open loop */
	uint32_t rr, seq;
	uint32_t *members;			/* of each room */
	struct bcast ring[RING];
	struct hist h_main, h_last, h_conn;
	/* since start: acks or deliveries; broadcasts; acks of those; pings; ...  */
	uint64_t done, bc_done, bc_acks, pings, reads, writes, reopens, retries;
	uint64_t e_conn, e_disc, e_proto, e_verify, e_order, e_missing;
	int slow;				/* connections that stopped reading */
	uint64_t slow_closed, slow_done;	/* of them: ended by the server; deliveries, read late */
	uint64_t fill_until;			/* broadcasts in all, when they are to be full */
} G;

static void on_text(struct conn *c, const uint8_t *p, size_t n, uint64_t now);
static void on_binary(struct conn *c, const uint8_t *p, size_t n, uint64_t now);
static void connect_more(void);

static void complain(const char *what, const void *p, size_t n)
{
	static int left = 5;
	if (left > 0 && left--)
		fprintf(stderr, "sioload: %s: %.*s\n", what, (int)(n < 200 ? n : 200), (const char *)p);
}

/* -------------------------------------------------- 5 WebSocket framing */

static struct { struct conn *c; size_t len; uint8_t b[OB_CAP + 64]; } ob;
static void ob_flush(void);

static inline void mask(uint8_t *p, size_t n, uint32_t key)
{
	uint64_t k = (uint64_t)key << 32 | key, v;
	const uint8_t *kb = (const uint8_t *)&key;
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		memcpy(&v, p + i, 8);
		v ^= k;
		memcpy(p + i, &v, 8);
	}
	for (; i < n; i++)
		p[i] ^= kb[i & 3];
}

/* Queues one masked frame: a, then id in decimal (unless negative), then b. */
static void ws_send(struct conn *c, int op, const void *a, size_t an, int64_t id,
		    const void *b, size_t bn)
{
	char dig[20];
	size_t dn = 0, len;
	uint8_t *p, *d;
	uint32_t key = rnd32();

	if (c->st == C_DEAD)
		return;
	if (id >= 0) {
		uint64_t v = (uint64_t)id;
		do
			dig[sizeof dig - ++dn] = (char)('0' + v % 10);
		while (v /= 10);
	}
	len = an + dn + bn;
	if (ob.c != c || ob.len + len + 14 > OB_CAP) {
		ob_flush();
		ob.c = c;
	}
	p = ob.b + ob.len;
	*p++ = (uint8_t)(0x80 | op);
	if (len < 126) {
		*p++ = (uint8_t)(0x80 | len);
	} else if (len < 65536) {
		*p++ = 0x80 | 126, *p++ = (uint8_t)(len >> 8), *p++ = (uint8_t)len;
	} else {
		*p++ = 0x80 | 127;
		for (int s = 56; s >= 0; s -= 8)
			*p++ = (uint8_t)((uint64_t)len >> s);
	}
	memcpy(p, &key, 4);
	d = p += 4;
	p = mempcpy(p, a, an);
	p = mempcpy(p, dig + sizeof dig - dn, dn);
	p = mempcpy(p, b, bn);
	mask(d, len, key);
	ob.len = (size_t)(p - ob.b);
}

static void buf_add(struct buf *b, const void *p, size_t n)
{
	if (b->n + n > b->cap) {
		b->cap = b->n + n < 256 ? 256 : (b->n + n) * 2;
		b->p = realloc(b->p, b->cap);
		if (!b->p)
			die("memory");
	}
	memcpy(b->p + b->n, p, n);
	b->n += n;
}

static void buf_free(struct buf *b)
{
	free(b->p);
	memset(b, 0, sizeof *b);
}

/* ----------------------------- 6 connections: open, read, write, close */

static void ep_ctl(int op, int fd, uint32_t events, void *ptr)
{
	struct epoll_event e = { .events = events, .data.ptr = ptr };
	if (epoll_ctl(G.ep, op, fd, &e))
		die("epoll_ctl: %s", strerror(errno));
}

/* A non-blocking socket on its way to the server, or -1. */
static int tcp_open(uint32_t idx)
{
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), one = 1;

	if (fd < 0)
		die("socket: %s (ulimit -n?)", strerror(errno));
	setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
	if (O.src > 1) {
		struct sockaddr_in a = { .sin_family = AF_INET };
		a.sin_addr.s_addr = htonl(0x7f000002u + idx % (uint32_t)O.src);
		setsockopt(fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
		if (bind(fd, (struct sockaddr *)&a, sizeof a))
			die("bind: %s", strerror(errno));
	}
	if (connect(fd, (struct sockaddr *)&G.addr, sizeof G.addr) && errno != EINPROGRESS) {
		complain("connect", strerror(errno), strlen(strerror(errno)));
		close(fd);
		return -1;
	}
	return fd;
}

static void conn_release(struct conn *c)
{
	if (ob.c == c)
		ob.c = NULL, ob.len = 0;
	if (c->fd >= 0)
		close(c->fd);
	c->fd = -1;
	c->st = C_DEAD;
	buf_free(&c->in), buf_free(&c->out), buf_free(&c->frag);
}

/* The connection went away, or must, without our wanting it. */
static void conn_fail(struct conn *c, uint64_t *counter, const char *why)
{
	if (c->st == C_DEAD)
		return;
	if (c->slow) {
		G.slow_closed++;
		conn_release(c);
		return;
	}
	complain("connection lost", why, strlen(why));
	(*counter)++;
	if (c->st < C_READY)
		G.failed++;
	else if (G.members)
		G.members[c->idx % (uint32_t)O.rooms]--;
	conn_release(c);
	connect_more();
}

static void conn_write(struct conn *c, const uint8_t *p, size_t n)
{
	if (!c->out.n) {
		ssize_t w = write(c->fd, p, n);
		G.writes++;
		if (w < 0) {
			if (errno != EAGAIN) {
				conn_fail(c, &G.e_disc, strerror(errno));
				return;
			}
			w = 0;
		}
		p += w, n -= (size_t)w;
	}
	if (n) {
		buf_add(&c->out, p, n);
		if (!c->epout) {
			c->epout = 1;
			ep_ctl(EPOLL_CTL_MOD, c->fd, EPOLLIN | EPOLLOUT, c);
		}
	}
}

static void ob_flush(void)
{
	struct conn *c = ob.c;
	size_t n = ob.len;

	ob.c = NULL, ob.len = 0;
	if (c && n)
		conn_write(c, ob.b, n);
}

static void conn_writable(struct conn *c)
{
	while (c->out.off < c->out.n) {
		ssize_t w = write(c->fd, c->out.p + c->out.off, c->out.n - c->out.off);
		if (w < 0) {
			if (errno != EAGAIN)
				conn_fail(c, &G.e_disc, strerror(errno));
			return;
		}
		c->out.off += (size_t)w;
	}
	buf_free(&c->out);
	c->epout = 0;
	ep_ctl(EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
}

static void conn_start(struct conn *c)
{
	c->kind = K_WS;
	c->t0 = now_ns();
	c->fd = tcp_open(c->idx);
	if (c->fd < 0) {
		G.e_conn++, G.failed++;
		return;
	}
	c->st = C_CONNECTING;
	c->epout = 1;
	ep_ctl(EPOLL_CTL_ADD, c->fd, EPOLLIN | EPOLLOUT, c);
}

/* The key and its answer are those of RFC 6455, 1.3. */
static void conn_upgrade(struct conn *c)
{
	int err = 0;
	socklen_t sl = sizeof err;
	struct str r;

	getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &err, &sl);
	if (err) {
		conn_fail(c, &G.e_conn, strerror(err));
		return;
	}
	r = strf("GET %s%s%s%s HTTP/1.1\r\nHost: %s:%d\r\nUpgrade: websocket\r\n"
		 "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
		 "Sec-WebSocket-Version: 13\r\n%s\r\n", O.path,
		 O.raw ? (*O.query ? "?" : "") : "?EIO=4&transport=websocket",
		 !O.raw && *O.query ? "&" : "", O.query, O.host, O.port, O.headers);
	c->st = C_UPGRADE;
	c->epout = 0;
	ep_ctl(EPOLL_CTL_MOD, c->fd, EPOLLIN, c);
	conn_write(c, (uint8_t *)r.s, r.n);
	free(r.s);
}

static void conn_is_ready(struct conn *c, uint64_t now)
{
	c->st = C_READY;
	G.ready++;
	hist_add(&G.h_conn, now - c->t0);
	if (G.members)
		G.members[c->idx % (uint32_t)O.rooms]++;
	connect_more();
}

static void ws_frame(struct conn *c, uint8_t b0, const uint8_t *p, size_t n, uint64_t now)
{
	int op = b0 & 15;

	switch (op) {
	case 8: conn_fail(c, &G.e_disc, "close frame"); return;
	case 9: ws_send(c, 10, p, n, -1, "", 0); return;
	case 10: return;
	case 0: case 1: case 2: break;
	default: conn_fail(c, &G.e_proto, "opcode"); return;
	}
	if ((b0 & 0x70) || (op == 0) != (c->frag_op != 0)) {	/* padding shows up here, too */
		conn_fail(c, &G.e_proto, "reserved bits or stray fragment");
		return;
	}
	if (!(b0 & 0x80) || op == 0) {		/* a fragment */
		if (op)
			c->frag_op = (uint8_t)op;
		buf_add(&c->frag, p, n);
		if (!(b0 & 0x80))
			return;
		op = c->frag_op;
		c->frag_op = 0;
		struct buf f = c->frag;
		memset(&c->frag, 0, sizeof c->frag);
		if (op == 1)
			on_text(c, f.p, f.n, now);
		else
			on_binary(c, f.p, f.n, now);
		buf_free(&f);
	} else if (op == 1) {
		on_text(c, p, n, now);
	} else {
		on_binary(c, p, n, now);
	}
}

/* Takes whole frames off p; returns how many bytes it took. */
static size_t ws_feed(struct conn *c, const uint8_t *p, size_t n, uint64_t now)
{
	size_t off = 0;

	while (n - off >= 2 && c->st != C_DEAD) {
		const uint8_t *f = p + off;
		size_t h = 2;
		uint64_t len = f[1] & 127;

		if (len == 126) {
			if (n - off < 4)
				break;
			len = (uint64_t)f[2] << 8 | f[3];
			h = 4;
		} else if (len == 127) {
			if (n - off < 10)
				break;
			len = 0;
			for (int i = 2; i < 10; i++)
				len = len << 8 | f[i];
			h = 10;
		}
		if ((f[1] & 0x80) || len > RB_CAP / 2) {
			conn_fail(c, &G.e_proto, "bad frame");
			return n;
		}
		if (n - off < h + len)
			break;
		ws_frame(c, f[0], f + h, len, now);
		off += h + len;
	}
	return off;
}

static uint8_t rb[RB_CAP + 1];

static void conn_readable(struct conn *c)
{
	size_t have = c->in.n, used = 0;
	ssize_t r;
	uint64_t now;

	if (have)
		memcpy(rb, c->in.p, have);
	r = read(c->fd, rb + have, RB_CAP - have);
	if (r <= 0) {
		if (r < 0 && errno == EAGAIN)
			return;
		conn_fail(c, c->st < C_OPEN ? &G.e_conn : &G.e_disc, r ? strerror(errno) : "eof");
		return;
	}
	now = now_ns();
	have += (size_t)r;
	G.reads++;
	if (c->st == C_UPGRADE) {
		uint8_t *e = memmem(rb, have, "\r\n\r\n", 4);
		if (e) {
			used = (size_t)(e - rb) + 4;
			*e = 0;
			if (have < 12 || memcmp(rb + 8, " 101", 4) ||
			    !strstr((char *)rb, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")) {
				complain("upgrade", rb, used);
				conn_fail(c, &G.e_conn, "no upgrade");
				return;
			}
			c->st = C_OPEN;
			if (O.raw) {	/* an echo tells that the server has the session */
				c->st = C_JOIN;
				ws_send(c, 1, "E0,hello", 8, -1, "", 0);
			}
		}
	}
	if (c->st >= C_OPEN)
		used += ws_feed(c, rb + used, have - used, now);
	if (c->st != C_DEAD) {
		if (used == have) {
			if (c->in.p)
				buf_free(&c->in);
		} else {
			c->in.n = 0;
			buf_add(&c->in, rb + used, have - used);
		}
	}
	ob_flush();
}

/* ------------------------------- 7 protocol: Engine.IO, Socket.IO, raw */

static void echo_send(struct conn *c, unsigned k, uint64_t t)
{
	struct slot *s = &c->slot[k];

	s->id = s->id ? s->id + (uint32_t)O.window : (uint32_t)O.window + k;
	s->t = t;
	G.outstanding++;
	ws_send(c, 1, T.ev_pre.s, T.ev_pre.n, s->id, T.ev_suf.s, T.ev_suf.n);
	if (O.binary)
		ws_send(c, 2, T.payload.s, T.payload.n, -1, "", 0);
}

static void echo_ack(struct conn *c, uint32_t id, uint64_t now)
{
	unsigned k = id % (unsigned)O.window;
	struct slot *s = &c->slot[k];

	if (!s->t || s->id != id) {
		G.e_order++;
		return;
	}
	hist_add(&G.h_main, now - s->t);
	s->t = 0;
	G.outstanding--;
	G.done++;
	if (G.sending && O.rate <= 0)
		echo_send(c, k, now);
}

/* The sender is the first living connection (no. 0 unless that was lost). */
static bool bcast_send(uint64_t t)
{
	static const char hex[] = "0123456789abcdef";
	struct conn *c = G.conns;
	struct bcast *b = &G.ring[G.seq % RING];
	uint32_t room = G.seq % (uint32_t)O.rooms;
	char *digits, name[300];

	while (c < G.conns + O.n - 1 && c->st != C_READY)
		c++;
	if (c->st != C_READY || (b->need && b->got < b->need))
		return false;		/* nobody left, or the ring is full */
	*b = (struct bcast){ t, G.seq, G.members[room], 0 };
	/* write the number into the payload, which the template's end holds */
	digits = O.binary ? T.payload.s : T.bc_suf.s + 1 + T.seq_off;
	for (int i = 0; i < 8; i++)
		digits[i] = hex[G.seq >> (28 - 4 * i) & 15];
	G.outstanding++;
	if (O.raw) {
		ws_send(c, 1, "", 0, -1, T.bc_suf.s, T.bc_suf.n);
	} else {
		static uint8_t tail[OB_CAP];
		int n = O.rooms > 1 ? snprintf(name, sizeof name, "[\"broadcast\",\"%s%u\"", O.room, room)
				    : snprintf(name, sizeof name, "[\"broadcast\",\"%s\"", O.room);
		memcpy(tail, name, (size_t)n);
		memcpy(tail + n, T.bc_suf.s, T.bc_suf.n);
		ws_send(c, 1, T.ev_pre.s, T.ev_pre.n, (int64_t)G.seq + 1, tail, (size_t)n + T.bc_suf.n);
		if (O.binary)
			ws_send(c, 2, T.payload.s, T.payload.n, -1, "", 0);
	}
	G.seq++;
	return true;
}

/* A delivery; p: its payload. */
static void bcast_recv(struct conn *c, const uint8_t *p, size_t n, uint64_t now)
{
	uint32_t seq = 0;
	struct bcast *b;

	if (n < T.payload.n) {
		G.e_verify++;
		complain("short delivery", p, n);
		return;
	}
	for (int i = 0; i < 8; i++) {
		unsigned ch = p[T.seq_off + (size_t)i];
		seq = seq << 4 | (ch <= '9' ? ch - '0' : ch - 'a' + 10);
	}
	if (c->slow) {			/* late, but without a gap */
		if (seq != c->last_seq)
			G.e_order++;
		c->last_seq = seq + 1;
		G.slow_done++;
		return;
	}
	b = &G.ring[seq % RING];
	if (b->seq != seq || b->got >= b->need) {
		G.e_verify++;
		complain("unknown delivery", p, n);
		return;
	}
	if (seq + 1 <= c->last_seq)
		G.e_order++;
	c->last_seq = seq + 1;
	hist_add(&G.h_main, now - b->t);
	G.done++;
	if (++b->got == b->need) {
		hist_add(&G.h_last, now - b->t);
		G.bc_done++;
		G.outstanding--;
		if (G.sending && O.rate <= 0) {
			bcast_send(now);
			ob_flush();
		}
	}
}

static inline bool has_prefix(const uint8_t *p, size_t n, struct str s)
{
	return n >= s.n && !memcmp(p, s.s, s.n);
}

/* Checks an ack's text after its id. */
static inline void verify_ack(const uint8_t *p, size_t n)
{
	if (!O.noverify && (n != T.ack_suf.n || memcmp(p, T.ack_suf.s, n))) {
		G.e_verify++;
		complain("ack differs", p, n);
	}
}

static inline size_t parse_id(const uint8_t *p, size_t n, uint32_t *id)
{
	size_t i = 0;
	for (*id = 0; i < n && p[i] >= '0' && p[i] <= '9'; i++)
		*id = *id * 10 + (p[i] - '0');
	return i;
}

static void on_ready_text(struct conn *c, const uint8_t *p, size_t n, uint64_t now)
{
	uint32_t id;
	size_t i;

	if (has_prefix(p, n, T.ack_pre) && !broadcasts()) {
		i = T.ack_pre.n + parse_id(p + T.ack_pre.n, n - T.ack_pre.n, &id);
		verify_ack(p + i, n - i);
		if (O.binary)
			c->att = 1, c->att_id = id;
		else
			echo_ack(c, id, now);
	} else if (has_prefix(p, n, T.msg_pre)) {
		if (O.binary)
			c->att = 2;
		else
			bcast_recv(c, p + T.msg_pre.n, n - T.msg_pre.n, now);
	} else if (has_prefix(p, n, T.textack_pre)) {
		G.bc_acks++;
	} else if (n >= 2 && (!memcmp(p, "41", 2) || !memcmp(p, "44", 2))) {
		conn_fail(c, &G.e_disc, "disconnect packet");
	} else if (n < 2 || memcmp(p, "40", 2)) {
		G.e_proto++;
		complain("unexpected", p, n);
	}
}

static void on_text(struct conn *c, const uint8_t *p, size_t n, uint64_t now)
{
	char tmp[400];

	if (O.raw) {
		if (c->st == C_READY)
			on_ready_text(c, p, n, now);
		else if (n && p[0] == 'E')
			conn_is_ready(c, now);
		return;
	}
	if (n >= 1 && p[0] == '2') {		/* engine ping */
		G.pings++;
		ws_send(c, 1, "3", 1, -1, p + 1, n - 1);
		return;
	}
	if (n >= 1 && (p[0] == '6' || p[0] == '3'))
		return;
	if (n >= 1 && p[0] == '1') {
		conn_fail(c, &G.e_disc, "engine close");
		return;
	}
	switch (c->st) {
	case C_READY:
		on_ready_text(c, p, n, now);
		break;
	case C_OPEN:
		if (!n || p[0] != '0') {
			complain("want open packet", p, n);
			conn_fail(c, &G.e_proto, "open");
			break;
		}
		c->st = C_SIO;
		ws_send(c, 1, T.conn_pre.s, T.conn_pre.n, -1, O.auth, strlen(O.auth));
		break;
	case C_SIO:
		if (!has_prefix(p, n, T.conn_pre)) {
			complain("want connect packet", p, n);
			if (n >= 2 && !memcmp(p, "44", 2))
				conn_fail(c, &G.e_proto, "connect refused");
			break;
		}
		if (broadcasts() && !O.nojoin) {
			int k;
			c->st = C_JOIN;
			k = O.rooms > 1
			  ? snprintf(tmp, sizeof tmp, "[\"join\",\"%s%u\"]", O.room, c->idx % (unsigned)O.rooms)
			  : snprintf(tmp, sizeof tmp, "[\"join\",\"%s\"]", O.room);
			/* a plain event, whatever the payload's kind; id 0 */
			char pre[300];
			int pl = snprintf(pre, sizeof pre, "42%s", T.conn_pre.s + 2);
			ws_send(c, 1, pre, (size_t)pl, 0, tmp, (size_t)k);
		} else {
			conn_is_ready(c, now);
		}
		break;
	case C_JOIN:
		if (has_prefix(p, n, T.textack_pre))
			conn_is_ready(c, now);
		break;
	default:
		break;
	}
}

static void on_binary(struct conn *c, const uint8_t *p, size_t n, uint64_t now)
{
	int att = c->att;

	c->att = 0;
	if (att == 1) {
		if (!O.noverify && (n != T.payload.n || memcmp(p, T.payload.s, n))) {
			G.e_verify++;
			complain("attachment differs", "", 0);
		}
		echo_ack(c, c->att_id, now);
	} else if (att == 2) {
		bcast_recv(c, p, n, now);
	} else {
		G.e_proto++;
	}
}

/* -------------------------------------- 8 HTTP long-polling sessions
 *
 * A session has two connections, as a browser would keep: g holds the GET
 * (poll), p sends POSTs.  A request that meets a kept-alive connection which
 * the server has just closed is sent again on a new one (counted: retries).
 */
enum hstate { H_NONE, H_BUSY, H_IDLE };
enum pstate { P_NEW, P_OPEN, P_POST40, P_GET40, P_READY, P_DEAD };

struct http {
	uint8_t kind;		/* K_HTTP, first as in struct conn */
	uint8_t st, epout, reused, tries;
	int fd;
	struct psess *s;
	struct buf in, req;
	size_t sent;
};

struct psess {
	struct http g, p;
	uint8_t st;
	uint32_t idx;
	uint64_t t0;
	char sid[80];
	unsigned pongs, nwant;		/* to be sent with the next POST */
	unsigned *want;			/* slots to send */
	struct slot *slot;
};

static void sess_answer(struct psess *s, bool post, int status, char *body, size_t n);

static void http_close(struct http *h)
{
	if (h->fd >= 0)
		close(h->fd);
	h->fd = -1;
	h->epout = h->reused = 0;
	h->st = H_NONE;
}

static void sess_fail(struct psess *s, uint64_t *counter, const char *why)
{
	if (s->st == P_DEAD)
		return;
	complain("session lost", why, strlen(why));
	(*counter)++;
	if (s->st < P_READY)
		G.failed++;
	s->st = P_DEAD;
	http_close(&s->g);
	http_close(&s->p);
	connect_more();
}

static void http_pump(struct http *h)		/* write what is left of the request */
{
	while (h->sent < h->req.n) {
		ssize_t w = write(h->fd, h->req.p + h->sent, h->req.n - h->sent);
		if (w < 0) {
			if (errno == EAGAIN)
				break;
			return;			/* the read side will tell */
		}
		h->sent += (size_t)w;
	}
	if ((h->sent < h->req.n) != h->epout) {
		h->epout = !h->epout;
		ep_ctl(EPOLL_CTL_MOD, h->fd, EPOLLIN | (h->epout ? EPOLLOUT : 0), h);
	}
}

static void http_go(struct http *h)		/* send h->req, opening a connection if need be */
{
	h->st = H_BUSY;
	h->sent = 0;
	h->in.n = 0;
	if (h->fd >= 0) {
		h->reused = 1;
		http_pump(h);
		return;
	}
	h->reused = 0;
	h->fd = tcp_open(h->s->idx);
	if (h->fd < 0) {
		sess_fail(h->s, &G.e_conn, "connect");
		return;
	}
	G.reopens++;
	h->epout = 1;
	ep_ctl(EPOLL_CTL_ADD, h->fd, EPOLLIN | EPOLLOUT, h);
}

static void http_request(struct http *h, const char *body, size_t n)
{
	struct psess *s = h->s;
	struct str r;
	const char *sid = s->sid[0] ? "&sid=" : "";

	if (h == &s->p)
		r = strf("POST %s?EIO=4&transport=polling%s%s%s%s HTTP/1.1\r\nHost: %s:%d\r\n"
			 "Content-Type: text/plain;charset=UTF-8\r\nContent-Length: %zu\r\n%s\r\n", O.path,
			 sid, s->sid, *O.query ? "&" : "", O.query, O.host, O.port, n, O.headers);
	else
		r = strf("GET %s?EIO=4&transport=polling%s%s%s%s HTTP/1.1\r\nHost: %s:%d\r\n%s\r\n",
			 O.path, sid, s->sid, *O.query ? "&" : "", O.query, O.host, O.port, O.headers);
	h->req.n = 0;
	buf_add(&h->req, r.s, r.n);
	if (n)
		buf_add(&h->req, body, n);
	free(r.s);
	h->tries = 0;
	http_go(h);
}

/* If h->in holds a whole answer: 1 and its parts, the body decoded in place. */
static int http_parse(struct http *h, int *status, char **body, size_t *n, bool *close_after)
{
	char *b = (char *)h->in.p, *e, *p;
	size_t head;
	long len = -1;

	if (!h->in.n)
		return 0;
	buf_add(&h->in, "", 1);		/* a terminator, not counted */
	h->in.n--;
	b = (char *)h->in.p;
	e = memmem(b, h->in.n, "\r\n\r\n", 4);
	if (!e)
		return 0;
	head = (size_t)(e - b) + 4;
	*status = h->in.n > 12 ? atoi(b + 9) : 0;
	*close_after = false;
	bool chunked = false;
	for (p = strchr(b, '\n'); p && p < e; p = strchr(p, '\n')) {
		p++;
		if (!strncasecmp(p, "content-length:", 15))
			len = atol(p + 15);
		else if (!strncasecmp(p, "transfer-encoding: chunked", 26))
			chunked = true;
		else if (!strncasecmp(p, "connection: close", 17))
			*close_after = true;
	}
	*body = b + head;
	if (!chunked) {
		if (len < 0)
			len = 0;
		if (h->in.n < head + (size_t)len)
			return 0;
		*n = (size_t)len;
		return 1;
	}
	/* two passes: first see that all of it is there */
	for (int pass = 0; pass < 2; pass++) {
		char *q = b + head, *end = b + h->in.n, *out = *body;
		for (;;) {
			char *nl = memmem(q, (size_t)(end - q), "\r\n", 2);
			if (!nl)
				return 0;
			size_t k = strtoul(q, NULL, 16);
			if ((size_t)(end - nl) < k + 4)
				return 0;
			if (pass)
				memmove(out, nl + 2, k);
			out += k;
			q = nl + 2 + k + 2;
			if (!k)
				break;
		}
		*n = (size_t)(out - *body);
	}
	return 1;
}

static void http_event(struct http *h, uint32_t ev)
{
	int status;
	char *body;
	size_t n;
	bool bye;
	ssize_t r;

	if (h->fd < 0)
		return;
	if (ev & EPOLLOUT)
		http_pump(h);
	if (!(ev & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		return;
	r = read(h->fd, rb, RB_CAP);
	if (r < 0 && errno == EAGAIN)
		return;
	if (r <= 0) {
		bool again = h->st == H_BUSY && h->reused && !h->in.n && h->tries++ < 3;
		bool busy = h->st == H_BUSY;
		http_close(h);
		if (again) {
			G.retries++;
			http_go(h);
		} else if (busy) {
			sess_fail(h->s, h->s->st < P_READY ? &G.e_conn : &G.e_disc,
				  r ? strerror(errno) : "eof in answer");
		}
		return;
	}
	if (h->st != H_BUSY) {
		sess_fail(h->s, &G.e_proto, "bytes after answer");
		return;
	}
	buf_add(&h->in, rb, (size_t)r);
	if (!http_parse(h, &status, &body, &n, &bye))
		return;
	h->st = H_IDLE;
	if (bye)
		http_close(h);
	/* the answer may start a request on this same connection: own its bytes */
	struct buf in = h->in;
	memset(&h->in, 0, sizeof h->in);
	sess_answer(h->s, h == &h->s->p, status, body, n);
	if (h->in.p)
		buf_free(&in);
	else
		in.n = 0, h->in = in;
}

static void sess_post(struct psess *s, uint64_t now)	/* all that waits, in one POST */
{
	static char body[OB_CAP];
	size_t n = 0;

	if (s->p.st == H_BUSY || s->st != P_READY || (!s->pongs && !s->nwant))
		return;
	for (; s->pongs; s->pongs--) {
		if (n)
			body[n++] = 0x1e;
		body[n++] = '3';
	}
	while (s->nwant && n + T.ev_suf.n + 300 < sizeof body) {
		struct slot *sl = &s->slot[s->want[--s->nwant]];
		if (n)
			body[n++] = 0x1e;
		n += (size_t)sprintf(body + n, "%s%u", T.ev_pre.s, sl->id);
		memcpy(body + n, T.ev_suf.s, T.ev_suf.n);
		n += T.ev_suf.n;
		sl->t = now;
	}
	http_request(&s->p, body, n);
}

static void sess_want(struct psess *s, unsigned k)
{
	struct slot *sl = &s->slot[k];

	sl->id = sl->id ? sl->id + (uint32_t)O.window : (uint32_t)O.window + k;
	G.outstanding++;
	s->want[s->nwant++] = k;
}

static void sess_packet(struct psess *s, const char *p, size_t n, uint64_t now)
{
	const uint8_t *u = (const uint8_t *)p;
	uint32_t id;

	if (n == 1 && (p[0] == '6' || p[0] == '3'))
		return;
	if (n >= 1 && p[0] == '2') {
		G.pings++;
		s->pongs++;
	} else if (s->st == P_GET40 && has_prefix(u, n, T.conn_pre)) {
		s->st = P_READY;
		G.ready++;
		hist_add(&G.h_conn, now - s->t0);
		connect_more();
	} else if (s->st == P_READY && has_prefix(u, n, T.ack_pre)) {
		size_t i = T.ack_pre.n + parse_id(u + T.ack_pre.n, n - T.ack_pre.n, &id);
		struct slot *sl = &s->slot[id % (unsigned)O.window];
		verify_ack(u + i, n - i);
		if (!sl->t || sl->id != id) {
			G.e_order++;
			return;
		}
		hist_add(&G.h_main, now - sl->t);
		sl->t = 0;
		G.outstanding--;
		G.done++;
		if (G.sending)
			sess_want(s, id % (unsigned)O.window);
	} else if (n >= 2 && !memcmp(p, "40", 2)) {
		/* netty-socketio may send one of its own */
	} else {
		complain("unexpected packet", p, n);
		G.e_proto++;
	}
}

static void sess_answer(struct psess *s, bool post, int status, char *body, size_t n)
{
	uint64_t now = now_ns();
	char *p, *e;

	if (status != 200) {
		complain("http answer", body, n);
		sess_fail(s, s->st < P_READY ? &G.e_conn : &G.e_disc, "http status");
		return;
	}
	if (post) {
		if (s->st == P_POST40) {
			s->st = P_GET40;
			http_request(&s->g, "", 0);
		}
		sess_post(s, now);
		return;
	}
	if (s->st == P_OPEN) {
		p = memmem(body, n, "\"sid\":\"", 7);
		e = p ? memchr(p + 7, '"', n - (size_t)(p + 7 - body)) : NULL;
		if (!e || e - p - 7 >= (long)sizeof s->sid) {
			sess_fail(s, &G.e_proto, "open packet");
			return;
		}
		memcpy(s->sid, p + 7, (size_t)(e - p - 7));
		s->st = P_POST40;
		struct str r = strf("%s%s", T.conn_pre.s, O.auth);
		http_request(&s->p, r.s, r.n);
		free(r.s);
		return;
	}
	for (p = body; n; p = e + 1) {
		e = memchr(p, 0x1e, n);
		size_t k = e ? (size_t)(e - p) : n;
		sess_packet(s, p, k, now);
		if (!e)
			break;
		n -= k + 1;
	}
	if (s->st == P_DEAD)
		return;
	http_request(&s->g, "", 0);		/* poll again first, then send */
	sess_post(s, now);
}

static void sess_start(struct psess *s)
{
	s->st = P_OPEN;
	s->t0 = now_ns();
	s->sid[0] = 0;
	s->pongs = s->nwant = 0;
	http_request(&s->g, "", 0);
}

/* ---------------------------------------- 9 event loop, phases of a run */

/* Keeps O.conc handshakes in flight until G.target connections were started. */
static void connect_more(void)
{
	static bool inside;	/* a failing start calls back */

	if (inside)
		return;
	inside = true;
	while (G.started < G.target && G.started - G.ready - G.failed < O.conc) {
		int i = G.started++;
		if (O.polling)
			sess_start(&G.sess[i]);
		else
			conn_start(&G.conns[i]);
	}
	inside = false;
}

static bool connect_over(void)
{
	return G.ready + G.failed >= G.target;
}

static bool drained(void)
{
	return !G.outstanding;
}

static void conn_event(struct conn *c, uint32_t ev)
{
	if (c->st == C_DEAD)
		return;
	if (c->st == C_CONNECTING) {
		if (ev & (EPOLLOUT | EPOLLERR | EPOLLHUP))
			conn_upgrade(c);
		return;
	}
	if ((ev & EPOLLOUT) && c->epout)
		conn_writable(c);
	if (c->slow && !(ev & EPOLLIN))		/* nobody reads: only an end can show */
		conn_fail(c, &G.e_disc, "reset");
	else if (c->st != C_DEAD && (ev & (EPOLLIN | EPOLLERR | EPOLLHUP)))
		conn_readable(c);
}

/* Open loop: sends what is due; an event that finds no free slot stays due. */
static void rate_tick(uint64_t now)
{
	while (G.next_due <= (double)now) {
		uint64_t due = (uint64_t)G.next_due;
		if (broadcasts()) {
			if (!bcast_send(due))
				break;
		} else {
			int tries = O.n;
			bool sent = false;
			while (tries-- && !sent) {
				struct conn *c = &G.conns[G.rr++ % (uint32_t)O.n];
				for (unsigned k = 0; c->st == C_READY && k < (unsigned)O.window; k++)
					if (!c->slot[k].t) {
						echo_send(c, k, due);
						sent = true;
						break;
					}
			}
			if (!sent)
				break;
		}
		G.next_due += G.interval;
	}
	ob_flush();
}

static void loop_until(uint64_t deadline, bool (*over)(void))
{
	static struct epoll_event ev[MAXEV];

	for (;;) {
		uint64_t now = now_ns(), wait;
		struct timespec ts;

		if (now >= deadline || (over && over()))
			return;
		wait = deadline - now;
		if (G.sending && O.rate > 0) {
			rate_tick(now);
			wait = G.next_due <= (double)now ? 100000
			     : (uint64_t)G.next_due - now < wait ? (uint64_t)G.next_due - now : wait;
		}
		if (O.spin)
			wait = 0;
		ts.tv_sec = (time_t)(wait / SEC);
		ts.tv_nsec = (long)(wait % SEC);
		int n = epoll_pwait2(G.ep, ev, MAXEV, &ts, NULL);
		if (n < 0 && errno != EINTR)
			die("epoll: %s", strerror(errno));
		for (int i = 0; i < n; i++) {
			if (*(uint8_t *)ev[i].data.ptr == K_WS)
				conn_event(ev[i].data.ptr, ev[i].events);
			else
				http_event(ev[i].data.ptr, ev[i].events);
		}
		ob_flush();
	}
}

static void sleep_serving(double s)
{
	loop_until(now_ns() + (uint64_t)(s * 1e9), NULL);
}

/* Opens n connections; returns the seconds it took. */
static double open_all(int n)
{
	uint64_t t = now_ns();

	G.target = n;
	G.started = G.ready = G.failed = 0;
	memset(&G.h_conn, 0, sizeof G.h_conn);
	connect_more();
	loop_until(t + (uint64_t)(O.ctimeout * 1e9), connect_over);
	double secs = (double)(now_ns() - t) / 1e9;
	if (G.ready < n)
		fprintf(stderr, "sioload: %d of %d connections are up (%d failed, %d unanswered)\n",
			G.ready, n, G.failed, n - G.ready - G.failed);
	if (!G.ready)
		die("no connection");
	return secs;
}

static void close_all(void)
{
	static const uint8_t bye[] = { 0x88, 0x82, 0, 0, 0, 0, 0x03, 0xe8 };	/* 1000 */

	if (G.conns)
		for (int i = 0; i < O.n; i++)
			if (G.conns[i].st != C_DEAD) {
				if (G.conns[i].st >= C_OPEN && !G.conns[i].out.n)
					conn_write(&G.conns[i], bye, sizeof bye);
				conn_release(&G.conns[i]);
			}
	if (G.sess)
		for (int i = 0; i < O.n; i++) {
			G.sess[i].st = P_DEAD;
			http_close(&G.sess[i].g);
			http_close(&G.sess[i].p);
		}
	if (G.members)
		memset(G.members, 0, sizeof *G.members * (size_t)O.rooms);
	G.ready = 0;
}

static void start_sending(void)
{
	G.sending = true;
	if (O.rate > 0) {
		G.interval = 1e9 / O.rate;
		G.next_due = (double)now_ns();
		return;
	}
	if (broadcasts()) {
		for (int i = 0; i < O.window; i++)
			bcast_send(now_ns());
		ob_flush();
		return;
	}
	for (int i = 0; i < O.n; i++) {
		for (unsigned k = 0; k < (unsigned)O.window; k++)
			if (O.sc == SC_POLLING && G.sess[i].st == P_READY)
				sess_want(&G.sess[i], k);
			else if (O.sc == SC_ECHO && G.conns[i].st == C_READY)
				echo_send(&G.conns[i], k, now_ns());
		if (O.sc == SC_POLLING)
			sess_post(&G.sess[i], now_ns());
		ob_flush();
	}
}

/* ------------------------------------------------------ 10 report, main */

static void report_head(int rep)
{
	printf("{\"scenario\":\"%s\",\"label\":\"%s\",\"mode\":\"%s\",\"n\":%d,\"rep\":%d",
	       sc_name[O.sc], O.label, O.raw ? "raw" : O.polling ? "polling" : "ws", O.n, rep);
}

static void report_hist(const char *name, const struct hist *h)
{
	printf(",\"%s\":{\"mean\":%.1f,\"p50\":%.1f,\"p90\":%.1f,\"p99\":%.1f,\"p999\":%.1f,\"max\":%.1f}",
	       name, h->cnt ? h->sum / (double)h->cnt / 1e3 : 0, hist_us(h, .5), hist_us(h, .9),
	       hist_us(h, .99), hist_us(h, .999), (double)h->max / 1e3);
}

static void report_usage(const struct usage *d, uint64_t msgs)
{
	if (O.pid) {
		printf(",\"srv_cpu_s\":%.3f,\"srv_user_s\":%.2f,\"srv_sys_s\":%.2f,\"srv_util\":%.3f",
		       d->srv, d->srv_u, d->srv_s, d->srv / d->t);
		if (msgs)
			printf(",\"srv_us_per_msg\":%.3f", d->srv * 1e6 / (double)msgs);
	}
	printf(",\"gen_util\":%.3f,\"other_cpu\":%.3f,\"steal\":%.3f", d->gen / d->t,
	       usage_other(d), d->steal / d->t);
}

static void report_errors(void)
{
	printf(",\"err\":{\"connect\":%lu,\"lost\":%lu,\"proto\":%lu,\"verify\":%lu,\"order\":%lu,\"missing\":%lu}",
	       G.e_conn, G.e_disc, G.e_proto, G.e_verify, G.e_order, G.e_missing);
	printf("}\n");
	fflush(stdout);
}

static void report_memory(const char *when, const struct memory *m)
{
	printf(",\"%s\":{\"rss_kb\":%ld,\"anon_kb\":%ld,\"private_kb\":%ld,\"hwm_kb\":%ld,\"threads\":%ld",
	       when, m->rss, m->anon, m->priv, m->hwm, m->threads);
	if (m->probe >= 0)
		printf(",\"probe\":%.0f", m->probe);
	printf("}");
}

/* Classes loaded, code warm, first buffers there; the server has them to close, too, before its memory is read. */
static void prewarm(void)
{
	if (O.prewarm) {
		open_all(O.prewarm);
		close_all();
		sleep_serving(O.settle);
	}
}

/* connect, idle */
static void run_connections(void)
{
	struct memory m0, m1;
	struct usage a, b, d;

	prewarm();
	for (int rep = 1; rep <= (O.sc == SC_CONNECT ? O.cycles : 1); rep++) {
		memset(&d, 0, sizeof d);
		m0 = memory_now(true);
		a = usage_now();
		double secs = open_all(O.n);
		b = usage_now();
		int up = G.ready;
		sleep_serving(O.settle);
		m1 = memory_now(true);
		report_head(rep);
		printf(",\"up\":%d,\"conc\":%d,\"connect_s\":%.3f,\"connects_per_s\":%.0f", up, O.conc, secs,
		       (double)up / secs);
		report_hist("connect_us", &G.h_conn);
		if (O.pid) {
			report_memory("before", &m0);
			report_memory("after", &m1);
			printf(",\"rss_per_conn\":%.0f,\"private_per_conn\":%.0f",
			       (double)(m1.rss - m0.rss) * 1024 / up, (double)(m1.priv - m0.priv) * 1024 / up);
			if (m0.probe >= 0 && m1.probe >= 0)
				printf(",\"probe_per_conn\":%.0f", (m1.probe - m0.probe) / up);
			printf(",\"connect_us_cpu_per_conn\":%.1f", (b.srv - a.srv) * 1e6 / up);
		}
		if (O.sc == SC_IDLE) {
			uint64_t pings = G.pings;
			a = usage_now();
			sleep_serving(O.duration);
			b = usage_now();
			m1 = memory_now(false);
			printf(",\"secs\":%.3f,\"pings\":%lu", b.t - a.t, G.pings - pings);
			usage_add(&d, &a, &b);
			report_usage(&d, G.pings - pings);
			report_memory("end", &m1);
		} else {
			usage_add(&d, &a, &b);
			report_usage(&d, 0);
		}
		if (O.sc == SC_CONNECT && !O.polling) {	/* they leave: so should their memory */
			close_all();
			sleep_serving(O.settle);
			m1 = memory_now(true);
			if (O.pid)
				report_memory("left", &m1);
			if (m0.probe >= 0 && m1.probe >= 0)
				printf(",\"left_per_conn\":%.0f", (m1.probe - m0.probe) / up);
		}
		report_errors();
		close_all();
	}
}

/*
 * One measured window: slices of a second, of which --quiet takes only those in
 * which the rest of the machine was idle enough, until they make up --duration.
 */
struct window {
	struct usage use;
	uint64_t done, bc_done, reads, writes, reopens, retries;
	struct hist main, last;
	int dropped;
};

static void measure(struct window *w)
{
	uint64_t give_up = now_ns() + (uint64_t)(O.duration * O.patience * 1e9);

	memset(w, 0, sizeof *w);
	while (w->use.t < O.duration - 1e-3 && now_ns() < give_up) {
		double left = O.duration - w->use.t;
		uint64_t c0[] = { G.done, G.bc_done, G.reads, G.writes, G.reopens, G.retries };
		struct usage a = usage_now(), b, d;

		memset(&d, 0, sizeof d);
		memset(&G.h_main, 0, sizeof G.h_main);
		memset(&G.h_last, 0, sizeof G.h_last);
		sleep_serving(left < 1.5 ? left : 1);
		b = usage_now();
		usage_add(&d, &a, &b);
		if (O.quiet > 0 && usage_other(&d) > O.quiet) {
			w->dropped++;
			continue;
		}
		usage_add(&w->use, &a, &b);
		w->done += G.done - c0[0];
		w->bc_done += G.bc_done - c0[1];
		w->reads += G.reads - c0[2];
		w->writes += G.writes - c0[3];
		w->reopens += G.reopens - c0[4];
		w->retries += G.retries - c0[5];
		hist_merge(&w->main, &G.h_main);
		hist_merge(&w->last, &G.h_last);
	}
}

/* echo, broadcast, polling */
static void run_load(void)
{
	static struct window w;
	double secs = open_all(O.n);

	fprintf(stderr, "sioload: %d up in %.2f s\n", G.ready, secs);
	start_sending();
	sleep_serving(O.warmup);
	for (int rep = 1; rep <= O.repeat; rep++) {
		measure(&w);
		if (w.use.t <= 0) {
			fprintf(stderr, "sioload: no quiet slice in window %d\n", rep);
			continue;
		}
		struct memory m = memory_now(false);
		report_head(rep);
		printf(",\"window\":%d,\"payload\":%zu,\"kind\":\"%s\",\"rate\":%.0f,\"secs\":%.3f,"
		       "\"dropped\":%d,\"count\":%lu,\"per_s\":%.0f", O.window, O.payload,
		       O.binary ? "binary" : pk_name[O.kind], O.rate, w.use.t, w.dropped, w.done,
		       (double)w.done / w.use.t);
		report_hist("lat_us", &w.main);
		if (O.sc == SC_BROADCAST) {
			printf(",\"broadcasts_per_s\":%.1f", (double)w.bc_done / w.use.t);
			report_hist("last_us", &w.last);
		}
		if (O.sc == SC_POLLING)
			printf(",\"reopens\":%lu,\"retries\":%lu", w.reopens, w.retries);
		else
			printf(",\"reads\":%lu,\"writes\":%lu", w.reads, w.writes);
		report_usage(&w.use, w.done);
		if (O.pid)
			report_memory("mem", &m);
		report_errors();
	}
	G.sending = false;
	loop_until(now_ns() + 3 * SEC, drained);
	if (G.outstanding)
		fprintf(stderr, "sioload: %lu events were never answered in full\n", G.outstanding);
	close_all();
}

/* Sends nothing more; what is not answered in time is missing. */
static void pause_sending(void)
{
	G.sending = false;
	loop_until(now_ns() + 30 * SEC, drained);
	G.e_missing += G.outstanding;
	G.outstanding = 0;
}

static bool filled(void)
{
	return G.bc_done >= G.fill_until;
}

/* Sends, as fast as the others read, until each of those that stopped reading was sent so much more. */
static void fill(double mib)
{
	O.rate = 0;
	G.fill_until = G.bc_done + (uint64_t)(mib * 1048576 / (double)T.payload.n);
	start_sending();
	loop_until(now_ns() + 120 * SEC, filled);
	pause_sending();
}

/* What those that stopped reading were sent since then and their side has not taken, in bytes each: the server has it. */
static double owed(uint32_t since)
{
	double all = 0;
	int n = 0, unread;

	for (int i = 0; i < O.n; i++) {
		struct conn *c = &G.conns[i];
		if (!c->slow || c->st == C_DEAD || ioctl(c->fd, FIONREAD, &unread))
			continue;
		all += (double)(G.seq - since) * (double)T.payload.n - unread;
		n++;
	}
	return n ? all / n : 0;
}

static bool slow_over(void)
{
	for (int i = 0; i < O.n; i++)
		if (G.conns[i].slow && G.conns[i].st != C_DEAD && G.conns[i].last_seq < G.seq)
			return false;
	return true;
}

/*
 * slow: the same open loop twice, seconds apart, so that the ratio is that of the slow readers.
 * Then they are sent more than a server should keep, and at last they read: whoever is still
 * connected must find every broadcast, in order.
 */
static void run_slow(void)
{
	static struct window base, w;
	struct memory m0, m1, m2;
	double most, owed_at_first, owed_at_last;
	uint32_t since;
	int step = (int)(100 / O.slow);

	open_all(O.n);
	if (O.rate <= 0) {
		start_sending();
		sleep_serving(O.warmup);
		uint64_t done = G.bc_done, t = now_ns();
		sleep_serving(O.duration);
		double rate = (double)(G.bc_done - done) / ((double)(now_ns() - t) / 1e9) / 2;
		pause_sending();
		if (rate <= 0)
			die("not one broadcast was over in %.0f s", O.duration);
		O.rate = rate;
	}
	double rate = O.rate;
	start_sending();
	sleep_serving(1);
	measure(&base);
	pause_sending();
	m0 = memory_now(true);
	for (int i = step - 1; i < O.n; i += step) {
		struct conn *c = &G.conns[i];
		if (i == 0 || c->st != C_READY)
			continue;
		c->slow = true;
		G.slow++;
		G.members[0]--;
		int small = 1 << 16;
		setsockopt(c->fd, SOL_SOCKET, SO_RCVBUF, &small, sizeof small);
		ep_ctl(EPOLL_CTL_MOD, c->fd, 0, c);
	}
	since = G.seq;
	fill(O.fill / 4);
	owed_at_first = owed(since);
	O.rate = rate;
	start_sending();
	sleep_serving(1);
	measure(&w);
	pause_sending();
	owed_at_last = owed(since);
	m1 = memory_now(true);
	fill(O.fill * 3 / 4);
	m2 = memory_now(true);
	for (int i = 0; i < O.n; i++)
		if (G.conns[i].slow && G.conns[i].st != C_DEAD)
			ep_ctl(EPOLL_CTL_MOD, G.conns[i].fd, EPOLLIN, &G.conns[i]);
	loop_until(now_ns() + 30 * SEC, slow_over);
	if (!slow_over())
		G.e_missing++;
	report_head(1);
	printf(",\"payload\":%zu,\"rate\":%.2f,\"secs\":%.3f,\"count\":%lu,\"per_s\":%.0f", O.payload, rate,
	       w.use.t, w.done, (double)w.done / w.use.t);
	report_hist("lat_us", &w.main);
	report_hist("all_reading_us", &base.main);
	printf(",\"p99_ratio\":%.3f", hist_us(&w.main, .99) / hist_us(&base.main, .99));
	printf(",\"slow\":%d,\"slow_closed\":%lu,\"slow_done\":%lu,\"sent_to_each\":%u", G.slow, G.slow_closed,
	       G.slow_done, G.seq);
	printf(",\"owed_to_each\":[%.0f,%.0f]", owed_at_first, owed_at_last);
	report_usage(&w.use, w.done);
	if (O.pid) {
		report_memory("before", &m0);
		report_memory("mem", &m1);
		report_memory("full", &m2);
		most = m1.probe > m2.probe ? m1.probe : m2.probe;
		if (m0.probe >= 0 && most >= 0 && G.slow)
			printf(",\"probe_per_slow\":%.0f", (most - m0.probe) / G.slow);
	}
	report_errors();
	close_all();
}

/* storm: all connections are reset at once, and all come back; each proves it with an echo. */
static void run_storm(void)
{
	static const struct linger reset = { 1, 0 };
	struct memory m0, m1;
	struct usage a, b, d;

	prewarm();
	for (int rep = 1; rep <= O.cycles; rep++) {
		memset(&d, 0, sizeof d);
		open_all(O.n);
		sleep_serving(O.settle);
		m0 = memory_now(true);
		a = usage_now();
		for (int i = 0; i < O.n; i++)
			if (G.conns[i].st != C_DEAD) {
				setsockopt(G.conns[i].fd, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
				conn_release(&G.conns[i]);
			}
		memset(G.members, 0, sizeof *G.members * (size_t)O.rooms);
		double secs = open_all(O.n);
		b = usage_now();
		int up = G.ready;
		G.e_missing += (uint64_t)(O.n - G.ready - G.failed);
		uint64_t done = G.done;
		for (int i = 0; i < O.n; i++)
			if (G.conns[i].st == C_READY) {
				G.conns[i].slot[0] = (struct slot){ 0, 0 };
				echo_send(&G.conns[i], 0, now_ns());
				ob_flush();
			}
		pause_sending();
		done = G.done - done;
		sleep_serving(O.settle);
		m1 = memory_now(true);
		usage_add(&d, &a, &b);
		report_head(rep);
		printf(",\"up\":%d,\"answered\":%lu,\"conc\":%d,\"storm_s\":%.3f,\"connects_per_s\":%.0f", up, done,
		       O.conc, secs, (double)up / secs);
		report_hist("connect_us", &G.h_conn);
		if (O.pid) {
			report_memory("before", &m0);
			report_memory("after", &m1);
			printf(",\"connect_us_cpu_per_conn\":%.1f", d.srv * 1e6 / up);
			if (m0.probe >= 0 && m1.probe >= 0)
				printf(",\"left_per_conn\":%.0f", (m1.probe - m0.probe) / up);
		}
		report_usage(&d, 0);
		report_errors();
		close_all();
		if (rep < O.cycles)
			sleep_serving(2);
	}
}

int main(int argc, char **argv)
{
	struct rlimit rl;
	rlim_t need;

	parse_options(argc, argv);
	signal(SIGPIPE, SIG_IGN);
	G.addr.sin_family = AF_INET;
	G.addr.sin_port = htons((uint16_t)O.port);
	if (inet_pton(AF_INET, O.host, &G.addr.sin_addr) != 1)
		die("--host wants a dotted address");
	getrlimit(RLIMIT_NOFILE, &rl);
	need = (rlim_t)O.n * (O.polling ? 2 : 1) + 64;
	if (rl.rlim_cur < need) {
		rl.rlim_cur = need;
		if (rl.rlim_max < need)
			rl.rlim_max = need;
		if (setrlimit(RLIMIT_NOFILE, &rl))
			die("needs ulimit -n %lu", (unsigned long)need);
	}
	if ((G.ep = epoll_create1(EPOLL_CLOEXEC)) < 0)
		die("epoll_create: %s", strerror(errno));
	build_payload();
	build_templates();
	struct slot *slots = calloc((size_t)O.n * (size_t)O.window, sizeof *slots);
	if (!slots)
		die("memory");
	if (O.polling) {
		unsigned *want = calloc((size_t)O.n * (size_t)O.window, sizeof *want);
		G.sess = calloc((size_t)O.n, sizeof *G.sess);
		if (!G.sess || !want)
			die("memory");
		for (int i = 0; i < O.n; i++) {
			struct psess *s = &G.sess[i];
			s->idx = (uint32_t)i;
			s->slot = slots + (size_t)i * (size_t)O.window;
			s->want = want + (size_t)i * (size_t)O.window;
			s->g.kind = s->p.kind = K_HTTP;
			s->g.s = s->p.s = s;
			s->g.fd = s->p.fd = -1;
		}
	} else {
		G.conns = calloc((size_t)O.n, sizeof *G.conns);
		G.members = calloc((size_t)O.rooms, sizeof *G.members);
		if (!G.conns || !G.members)
			die("memory");
		for (int i = 0; i < O.n; i++) {
			G.conns[i].idx = (uint32_t)i;
			G.conns[i].fd = -1;
			G.conns[i].slot = slots + (size_t)i * (size_t)O.window;
		}
	}
	if (O.sc == SC_CONNECT || O.sc == SC_IDLE)
		run_connections();
	else if (O.sc == SC_SLOW)
		run_slow();
	else if (O.sc == SC_STORM)
		run_storm();
	else
		run_load();
	return G.e_conn || G.e_disc || G.e_proto || G.e_verify || G.e_missing ? 1 : 0;
}
