// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-gateway-notice.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "dw-notice.h"
#include "dw-text.h"

/* One cause, one sentence: nine cards that went grey at once are one lost gateway. */

struct _DwGatewayNotice
{
  GtkWidget parent_instance;

  GtkWidget *notice;
  char *shown;
};

G_DEFINE_FINAL_TYPE (DwGatewayNotice, dw_gateway_notice, GTK_TYPE_WIDGET)

typedef struct
{
  DwDevice *first; /* a device behind it */
  guint devices;
  gint64 since_ms; /* the earliest */
} Lost;

static GArray *
find_lost (GPtrArray *devices)
{
  GArray *lost = g_array_new (FALSE, FALSE, sizeof (Lost));

  for (guint i = 0; i < devices->len; i++)
    {
      DwDevice *device = g_ptr_array_index (devices, i);
      gint64 since_ms = dw_device_get_link_since_ms (device);
      guint k = 0;

      if (dw_device_get_link (device) != DW_LINK_DOWN)
        continue;
      while (k < lost->len && dw_device_get_gateway_id (g_array_index (lost, Lost, k).first) != dw_device_get_gateway_id (device))
        k++;
      if (k == lost->len)
        g_array_append_vals (lost, &(Lost){ device, 0, since_ms }, 1);
      g_array_index (lost, Lost, k).devices++;
      g_array_index (lost, Lost, k).since_ms = MIN (g_array_index (lost, Lost, k).since_ms, since_ms);
    }
  return lost;
}

/* "GW-03/17" stands at the gateway "GW-03". */
static char *
get_gateway_name (DwDevice *device)
{
  const char *address = dw_device_get_address (device);
  const char *slash = strchr (address, '/');

  return slash != NULL ? g_strndup (address, slash - address) : g_strdup (address);
}

char *
dw_gateway_notice_describe (GPtrArray *devices, gint64 now_ms)
{
  g_autoptr (GArray) lost = find_lost (devices);
  g_autofree char *name = NULL, *age = NULL;
  guint n = 0;
  gint64 since_ms = G_MAXINT64;

  if (lost->len == 0)
    return NULL;
  for (guint i = 0; i < lost->len; i++)
    {
      n += g_array_index (lost, Lost, i).devices;
      since_ms = MIN (since_ms, g_array_index (lost, Lost, i).since_ms);
    }
  age = dw_text_age (since_ms > 0 ? now_ms - since_ms : 0);
  name = get_gateway_name (g_array_index (lost, Lost, 0).first);
  if (lost->len > 1)
    return g_strdup_printf (_ ("%1$u gateways off line, the first for %2$s; %3$u devices are old with them"), lost->len, age, n);
  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%1$s off line %2$s, %3$u device is old with it", "%1$s off line %2$s, %3$u devices are old with it", n), name, age, n);
}

void
dw_gateway_notice_show (DwGatewayNotice *self, GPtrArray *devices, gint64 now_ms)
{
  g_autofree char *words = dw_gateway_notice_describe (devices, now_ms);

  if (g_strcmp0 (words, self->shown) == 0)
    return;
  if (words != NULL)
    dw_notice_show (DW_NOTICE (self->notice), DW_NOTICE_STALE, words, NULL, NULL);
  else
    dw_notice_hide (DW_NOTICE (self->notice));
  g_free (self->shown);
  self->shown = g_steal_pointer (&words);
}

static void
dw_gateway_notice_dispose (GObject *object)
{
  DwGatewayNotice *self = DW_GATEWAY_NOTICE (object);

  g_clear_pointer (&self->notice, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_free);
  G_OBJECT_CLASS (dw_gateway_notice_parent_class)->dispose (object);
}

static void
dw_gateway_notice_class_init (DwGatewayNoticeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = dw_gateway_notice_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_gateway_notice_init (DwGatewayNotice *self)
{
  self->notice = dw_notice_new ();
  gtk_widget_set_parent (self->notice, GTK_WIDGET (self));
}
