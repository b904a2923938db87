package gather

import (
	"context"
	"fmt"
	"net"
	"net/netip"
	"syscall"
	"time"
)

// refusedNets are the address ranges that a public news source never answers from, each with the word for people.
// IANA special-purpose registries (RFC 6890 and its updates), and the metadata addresses of cloud machines, which
// lie inside them.
var refusedNets = []struct {
	prefix netip.Prefix
	why    string
}{
	{netip.MustParsePrefix("169.254.169.254/32"), "a cloud machine's metadata address"},
	{netip.MustParsePrefix("100.100.100.200/32"), "a cloud machine's metadata address"},
	{netip.MustParsePrefix("fd00:ec2::254/128"), "a cloud machine's metadata address"},
	{netip.MustParsePrefix("0.0.0.0/8"), "an unspecified address"},
	{netip.MustParsePrefix("127.0.0.0/8"), "this machine itself (loopback)"},
	{netip.MustParsePrefix("10.0.0.0/8"), "a private network"},
	{netip.MustParsePrefix("172.16.0.0/12"), "a private network"},
	{netip.MustParsePrefix("192.168.0.0/16"), "a private network"},
	{netip.MustParsePrefix("100.64.0.0/10"), "a provider's inner network (CGNAT)"},
	{netip.MustParsePrefix("169.254.0.0/16"), "a link-local address"},
	{netip.MustParsePrefix("192.0.0.0/24"), "a reserved network"},
	{netip.MustParsePrefix("192.0.2.0/24"), "a network for documentation"},
	{netip.MustParsePrefix("198.51.100.0/24"), "a network for documentation"},
	{netip.MustParsePrefix("203.0.113.0/24"), "a network for documentation"},
	{netip.MustParsePrefix("192.88.99.0/24"), "a reserved network"},
	{netip.MustParsePrefix("198.18.0.0/15"), "a network for measuring"},
	{netip.MustParsePrefix("224.0.0.0/4"), "a multicast address"},
	{netip.MustParsePrefix("240.0.0.0/4"), "a reserved network"},
	{netip.MustParsePrefix("::1/128"), "this machine itself (loopback)"},
	{netip.MustParsePrefix("::/96"), "an unspecified or IPv4-compatible address"},
	{netip.MustParsePrefix("fc00::/7"), "a private network (unique local)"},
	{netip.MustParsePrefix("fe80::/10"), "a link-local address"},
	{netip.MustParsePrefix("fec0::/10"), "a private network (site local)"},
	{netip.MustParsePrefix("ff00::/8"), "a multicast address"},
	{netip.MustParsePrefix("100::/64"), "a network that discards"},
	{netip.MustParsePrefix("2001::/32"), "a tunnel (Teredo)"},
	{netip.MustParsePrefix("2001:db8::/32"), "a network for documentation"},
	{netip.MustParsePrefix("3fff::/20"), "a network for documentation"},
	{netip.MustParsePrefix("5f00::/16"), "a reserved network"},
	{netip.MustParsePrefix("64:ff9b:1::/48"), "a translated local network (NAT64)"},
}

var (
	nat64  = netip.MustParsePrefix("64:ff9b::/96")
	sixTo4 = netip.MustParsePrefix("2002::/16")
)

// refusal says in words why a connection to a must not be made, or "" when it may. An IPv4 address hidden inside an
// IPv6 one (mapped, NAT64, 6to4) is judged as that IPv4 address.
func refusal(a netip.Addr) string {
	if !a.IsValid() {
		return "not an address"
	}
	a = a.Unmap().WithZone("")
	if inner, ok := embedded(a); ok {
		a = inner
	}
	for _, r := range refusedNets {
		if r.prefix.Contains(a) {
			return r.why
		}
	}
	return ""
}

// embedded gives the IPv4 address that a NAT64 or 6to4 address leads to.
func embedded(a netip.Addr) (netip.Addr, bool) {
	b := a.As16()
	switch {
	case nat64.Contains(a):
		return netip.AddrFrom4([4]byte(b[12:16])), true
	case sixTo4.Contains(a):
		return netip.AddrFrom4([4]byte(b[2:6])), true
	}
	return netip.Addr{}, false
}

// guardedDial connects to host:port as http.Transport asks. The check is made on the address that is about to be
// connected to, after DNS, so a name that changes its answer between two look-ups gains nothing. Hosts that the
// owner allowed skip the check.
func guardedDial(opt ClientOptions, timeout time.Duration) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			return nil, fmt.Errorf("dial %s: %w", addr, err)
		}
		d := &net.Dialer{Timeout: timeout, KeepAlive: 30 * time.Second, Resolver: opt.Resolver}
		if opt.AllowHost == nil || !opt.AllowHost(host) {
			d.Control = func(_, address string, _ syscall.RawConn) error { return checkAddress(host, address) }
		}
		return d.DialContext(ctx, network, addr)
	}
}

// checkAddress refuses the resolved address ("ip:port") of host when it lies in a network that is not public.
func checkAddress(host, address string) error {
	ap, err := netip.ParseAddrPort(address)
	if err != nil {
		return &RefusedError{Host: host, Why: "not an address"}
	}
	if why := refusal(ap.Addr()); why != "" {
		return &RefusedError{Host: host, Addr: ap.Addr(), Why: why}
	}
	return nil
}
