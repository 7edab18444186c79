"""The node canvas: a scene that shows a document by ids, a view that moves over it, and one class a gesture.

The scene subscribes to the document and paints what it says; whatever the user does becomes a call of
``app.commands.editor.Editor``.  Nothing here is known to a node record, and no panel is known here.
"""
