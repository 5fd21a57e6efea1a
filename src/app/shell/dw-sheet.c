// SPDX-License-Identifier: GPL-3.0-or-later
// SPDX-FileCopyrightText: 2026 The Dianwei authors

#include "dw-sheet.h"

#include "dw-find.h"

struct _DwSheetHost
{
  GtkWidget parent_instance;

  GtkWidget *overlay; /* child */
  GPtrArray *shades;  /* borrowed: one dimming box per sheet, the sheet inside */
};

static void dw_sheet_host_buildable_init (GtkBuildableIface *iface);

/* clang-format off */
G_DEFINE_FINAL_TYPE_WITH_CODE (DwSheetHost, dw_sheet_host, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, dw_sheet_host_buildable_init))
/* clang-format on */

enum {
  PROP_0,
  PROP_CHILD,
  N_PROPS,
};
static GParamSpec *properties[N_PROPS];

static const char focus_key[] = "dw-sheet-focus-before";

static void
set_reachable (GtkWidget *widget, gboolean reachable)
{
  gtk_widget_set_can_focus (widget, reachable);
  gtk_widget_set_can_target (widget, reachable);
}

/* Only the uppermost layer can be reached by keyboard and pointer. */
static void
update_reach (DwSheetHost *self)
{
  GtkWidget *child = gtk_overlay_get_child (GTK_OVERLAY (self->overlay));

  if (child != NULL)
    set_reachable (child, self->shades->len == 0);
  for (guint i = 0; i < self->shades->len; i++)
    set_reachable (g_ptr_array_index (self->shades, i), i + 1 == self->shades->len);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint keyval, guint keycode, GdkModifierType state, GtkWidget *sheet)
{
  if (keyval != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;
  dw_sheet_close (sheet);
  return GDK_EVENT_STOP;
}

static void
remember_focus (DwSheetHost *self, GtkWidget *sheet)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus != NULL)
    g_object_set_data_full (G_OBJECT (sheet), focus_key, g_object_ref (focus), g_object_unref);
}

static void
restore_focus (GtkWidget *sheet)
{
  GtkWidget *focus = g_object_get_data (G_OBJECT (sheet), focus_key);

  if (focus != NULL && gtk_widget_get_mapped (focus))
    gtk_widget_grab_focus (focus);
  g_object_set_data (G_OBJECT (sheet), focus_key, NULL);
}

/* --- holding the focus --- */

static const char hold_key[] = "dw-sheet-hold";

/* A widget that had the focus begins at its end again. */
static void
forget_walk (GtkWidget *sheet, GtkWidget *focus)
{
  for (GtkWidget *at = focus; at != NULL && at != gtk_widget_get_parent (sheet); at = gtk_widget_get_parent (at))
    gtk_widget_set_focus_child (at, NULL);
}

/* In place of what the window does: past the last widget comes the first one. */
static void
move_focus_cb (GtkWidget *window, GtkDirectionType direction, GtkWidget *sheet)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (window));
  gboolean inside = focus != NULL && gtk_widget_is_ancestor (focus, sheet);

  g_signal_stop_emission_by_name (window, "move-focus");
  if (inside && gtk_widget_child_focus (sheet, direction))
    return;
  if (inside)
    forget_walk (sheet, focus);
  gtk_widget_child_focus (sheet, direction);
}

/* Goes from the window together with the sheet. */
static void
remove_keys (gpointer data)
{
  GtkEventController *keys = data;
  GtkWidget *window = gtk_event_controller_get_widget (keys);

  if (window != NULL)
    gtk_widget_remove_controller (window, keys);
  g_object_unref (keys);
}

void
dw_sheet_hold_focus (GtkWidget *sheet)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (sheet));
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), sheet, 0);
  gtk_widget_add_controller (window, g_object_ref (keys));
  g_object_set_data_full (G_OBJECT (sheet), hold_key, keys, remove_keys);
  g_signal_connect_object (window, "move-focus", G_CALLBACK (move_focus_cb), sheet, 0);
}

static void
let_focus_go (GtkWidget *sheet, GtkWidget *window)
{
  g_object_set_data (G_OBJECT (sheet), hold_key, NULL);
  if (window != NULL)
    g_signal_handlers_disconnect_by_func (window, move_focus_cb, sheet);
}

/* --- the host --- */

static GtkWidget *
shade_new (GtkWidget *sheet)
{
  GtkWidget *shade = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_add_css_class (shade, "dw-shade");
  gtk_widget_set_halign (sheet, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (sheet, GTK_ALIGN_CENTER);
  gtk_widget_set_vexpand (sheet, TRUE);
  gtk_widget_add_css_class (sheet, "dw-sheet");
  gtk_box_append (GTK_BOX (shade), sheet);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), sheet);
  gtk_widget_add_controller (shade, keys);
  return shade;
}

gboolean
dw_sheet_present (GtkWidget *anywhere, GtkWidget *sheet, GtkWidget *start)
{
  GtkWidget *host = dw_find_in_window (anywhere, DW_TYPE_SHEET_HOST);
  DwSheetHost *self = host != NULL ? DW_SHEET_HOST (host) : NULL;
  GtkWidget *shade = NULL;

  g_object_ref_sink (sheet);
  if (self != NULL)
    {
      remember_focus (self, sheet);
      shade = shade_new (sheet);
      gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), shade);
      g_ptr_array_add (self->shades, shade);
      update_reach (self);
      if (start != NULL)
        gtk_widget_grab_focus (start);
      else
        gtk_widget_child_focus (sheet, GTK_DIR_TAB_FORWARD);
    }
  g_object_unref (sheet);
  return self != NULL;
}

void
dw_sheet_close (GtkWidget *sheet)
{
  GtkWidget *host = gtk_widget_get_ancestor (sheet, DW_TYPE_SHEET_HOST);
  DwSheetHost *self = host != NULL ? DW_SHEET_HOST (host) : NULL;
  GtkWidget *shade = gtk_widget_get_parent (sheet);

  if (self == NULL || !g_ptr_array_remove (self->shades, shade))
    return;
  g_object_ref (sheet);
  let_focus_go (sheet, GTK_WIDGET (gtk_widget_get_root (sheet)));
  gtk_overlay_remove_overlay (GTK_OVERLAY (self->overlay), shade);
  update_reach (self);
  restore_focus (sheet);
  g_object_unref (sheet);
}

GtkWidget *
dw_sheet_host_get_top (DwSheetHost *self)
{
  if (self->shades->len == 0)
    return NULL;
  return gtk_widget_get_first_child (g_ptr_array_index (self->shades, self->shades->len - 1));
}

static void
dw_sheet_host_add_child (GtkBuildable *buildable, GtkBuilder *builder, GObject *child, const char *type)
{
  gtk_overlay_set_child (GTK_OVERLAY (DW_SHEET_HOST (buildable)->overlay), GTK_WIDGET (child));
}

static void
dw_sheet_host_buildable_init (GtkBuildableIface *iface)
{
  iface->add_child = dw_sheet_host_add_child;
}

static void
dw_sheet_host_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    g_value_set_object (value, gtk_overlay_get_child (GTK_OVERLAY (DW_SHEET_HOST (object)->overlay)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_sheet_host_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_CHILD)
    gtk_overlay_set_child (GTK_OVERLAY (DW_SHEET_HOST (object)->overlay), g_value_get_object (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
dw_sheet_host_dispose (GObject *object)
{
  DwSheetHost *self = DW_SHEET_HOST (object);

  g_ptr_array_set_size (self->shades, 0);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (dw_sheet_host_parent_class)->dispose (object);
}

static void
dw_sheet_host_finalize (GObject *object)
{
  g_ptr_array_unref (DW_SHEET_HOST (object)->shades);
  G_OBJECT_CLASS (dw_sheet_host_parent_class)->finalize (object);
}

static void
dw_sheet_host_class_init (DwSheetHostClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = dw_sheet_host_get_property;
  object_class->set_property = dw_sheet_host_set_property;
  object_class->dispose = dw_sheet_host_dispose;
  object_class->finalize = dw_sheet_host_finalize;
  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
dw_sheet_host_init (DwSheetHost *self)
{
  self->shades = g_ptr_array_new ();
  self->overlay = gtk_overlay_new ();
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
}
