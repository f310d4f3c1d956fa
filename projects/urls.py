"""Addresses of the project pages."""

from django.urls import path

from projects.views import activity, invitations, members, overview, remarks, roles, settings

app_name = "projects"
urlpatterns = [
    path("projects/", overview.Mine.as_view(), name="mine"),
    path("projects/new/", settings.NewProject.as_view(), name="new"),
    path("invitations/<str:secret>/", invitations.Acceptance.as_view(), name="invitation"),
    path("people/invite/", invitations.InvitePerson.as_view(), name="invite_person"),
    path("projects/<str:key>/", overview.Overview.as_view(), name="overview"),
    path("projects/<str:key>/about/", overview.About.as_view(), name="about"),
    path("projects/<str:key>/settings/", settings.Settings.as_view(), name="settings"),
    path("projects/<str:key>/settings/archive/", settings.Archive.as_view(), name="archive"),
    path("projects/<str:key>/members/", members.Members.as_view(), name="members"),
    path("projects/<str:key>/members/add/", members.AddMember.as_view(), name="member_add"),
    path("projects/<str:key>/members/invite/", members.Invite.as_view(), name="invite"),
    path("projects/<str:key>/members/<int:pk>/role/", members.ChangeRole.as_view(), name="member_role"),
    path("projects/<str:key>/members/<int:pk>/remove/", members.RemoveMember.as_view(), name="member_remove"),
    path("projects/<str:key>/invitations/<int:pk>/withdraw/", members.Withdraw.as_view(), name="withdraw"),
    path("projects/<str:key>/roles/", roles.Roles.as_view(), name="roles"),
    path("projects/<str:key>/roles/new/", roles.EditRole.as_view(), name="role_new"),
    path("projects/<str:key>/roles/<int:pk>/", roles.EditRole.as_view(), name="role"),
    path("projects/<str:key>/roles/<int:pk>/delete/", roles.DeleteRole.as_view(), name="role_delete"),
    path("projects/<str:key>/activity/", activity.Activity.as_view(), name="activity"),
    path("projects/<str:key>/people/", remarks.Mentionable.as_view(), name="mentionable"),
    path(
        "projects/<str:key>/on/<str:object_type>/<int:object_id>/comments/", remarks.Comments.as_view(), name="comments"
    ),
    path("projects/<str:key>/on/<str:object_type>/<int:object_id>/files/", remarks.Files.as_view(), name="files"),
    path("projects/<str:key>/on/<str:object_type>/<int:object_id>/shares/", remarks.Shares.as_view(), name="shares"),
    path("projects/<str:key>/comments/<int:pk>/edit/", remarks.EditComment.as_view(), name="comment_edit"),
    path("projects/<str:key>/comments/<int:pk>/delete/", remarks.DeleteComment.as_view(), name="comment_delete"),
    path("projects/<str:key>/files/<int:pk>/", remarks.Download.as_view(), name="download"),
    path("projects/<str:key>/files/<int:pk>/delete/", remarks.DeleteFile.as_view(), name="file_delete"),
]
