package blog;

import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

@Service
public class UserService {

    private final UserRepository users;
    private final PostRepository posts;
    private final CommentRepository comments;

    UserService(UserRepository users, PostRepository posts, CommentRepository comments) {
        this.users = users;
        this.posts = posts;
        this.comments = comments;
    }

    @Transactional(readOnly = true)
    public Optional<UserProfile> profile(String username) {
        return users.findByUsername(username)
                .map(user -> new UserProfile(
                        user.getId(),
                        user.getUsername(),
                        user.getDisplayName(),
                        user.getBio(),
                        user.getJoinedAt(),
                        posts.countByAuthorId(user.getId()),
                        comments.countByAuthorId(user.getId()),
                        posts.totalViewsOfAuthor(user.getId())));
    }

    public Optional<User> byUsername(String username) {
        return users.findByUsername(username);
    }

    @Transactional
    public User save(User user) {
        return users.save(user);
    }
}
