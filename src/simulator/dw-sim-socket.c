// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sim-socket.h"

#include <netinet/in.h>
#include <netinet/tcp.h>

/* The few socket calls that gateways and control line share. */

#define BACKLOG 64

GSocket *
dw_sim_socket_listen (guint16 port, guint16 *chosen, GError **error)
{
  g_autoptr (GSocket) self = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new_from_string ("127.0.0.1", port);

  if (self == NULL)
    return NULL;
  g_socket_set_blocking (self, FALSE);
  g_socket_set_listen_backlog (self, BACKLOG);
  if (!g_socket_bind (self, address, TRUE, error) || !g_socket_listen (self, error))
    return NULL;

  g_autoptr (GSocketAddress) bound = g_socket_get_local_address (self, error);
  if (bound == NULL)
    return NULL;
  *chosen = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
  return g_steal_pointer (&self);
}

GSocket *
dw_sim_socket_accept (GSocket *listener)
{
  g_autoptr (GSocket) self = g_socket_accept (listener, NULL, NULL);

  if (self == NULL)
    return NULL;
  g_socket_set_blocking (self, FALSE);
  g_socket_set_option (self, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
  return g_steal_pointer (&self);
}

GSource *
dw_sim_socket_watch (GSocket *socket, GSocketSourceFunc func, gpointer data)
{
  GSource *source = g_socket_create_source (socket, G_IO_IN, NULL);

  g_source_set_callback (source, G_SOURCE_FUNC (func), data, NULL);
  g_source_attach (source, NULL);
  return source;
}
